import type { Knex } from 'knex';
import type { BoundScope, CatalogEntity } from '../catalog/CatalogEntity';
import {
  readScopeReaders,
  type ScopeReaders,
} from '../database/operations/binding/readScopeReaders';
import { toScopeKey } from '../database/operations/scopes/ensureScopes';
import type { TriedBinding } from './TriedBinding';

/** Bounds how many entities one trial asks the catalog for. */
const MOST_ASKED = 50;

interface PlanBindingOptions {
  readonly knex: Knex;
  readonly entityId: number;
  readonly before: CatalogEntity;
  readonly after: CatalogEntity;
  /** Whether the caller sees an entity. */
  readonly canRead: (entityRef: string) => Promise<boolean>;
}

/**
 * The scopes that an entity would read with other annotations. Facts of a scope
 * that it does not read yet count only where the caller sees an entity that
 * reads it, and other paths of a scope only where he sees all that read it:
 * nobody learns by a trial what the catalog does not show him.
 */
export async function planBinding(
  options: PlanBindingOptions,
): Promise<TriedBinding> {
  const { knex, entityId, before, after } = options;
  if (textOf(before.scopes) === textOf(after.scopes)) return { notCovered: [] };
  const former = new Map(before.scopes.map(each => [toScopeKey(each), each]));
  const stored = await readScopeReaders({ knex, scopes: after.scopes });
  const paths = await readStoredPaths({ knex, entityId });
  const notCovered: string[] = [];
  const entityScopes = [];
  for (const scope of after.scopes) {
    const key = toScopeKey(scope);
    const readers = stored.get(key);
    const verdict = await judge({
      ...options,
      scope,
      readers,
      former: former.get(key),
    });
    if ('problem' in verdict) notCovered.push(verdict.problem);
    if (!readers || verdict.use === 'nothing') continue;
    const { scopeId } = readers;
    entityScopes.push({
      entityId,
      scopeId,
      paths: verdict.use === 'new' ? scope.paths : paths.get(scopeId),
    });
  }
  return { entityScopes, notCovered };
}

type Verdict =
  /** As it would be, or as it is. */
  | { readonly use: 'new' | 'stored' }
  | { readonly use: 'nothing' | 'stored' | 'new'; readonly problem: string };

async function judge(
  options: PlanBindingOptions & {
    readonly scope: BoundScope;
    readonly readers: ScopeReaders | undefined;
    readonly former: BoundScope | undefined;
  },
): Promise<Verdict> {
  const { scope, readers, former, after, canRead } = options;
  const title = `${scope.source} ${scope.externalId}`;
  const others = (readers?.entityRefs ?? []).filter(ref => ref !== after.ref);
  if (!former) {
    const isSeen = readers !== undefined && (await anyOf(others, canRead));
    return isSeen
      ? { use: 'new' }
      : {
          use: 'nothing',
          problem: `Nothing of ${title} that you may see is stored yet; it would be collected first.`,
        };
  }
  if (textOf([former]) === textOf([scope])) return { use: 'stored' };
  if (!(await allOf(others, canRead))) {
    return {
      use: 'stored',
      problem: `Other paths of ${title} are not tried, as part of it belongs to what you may not see.`,
    };
  }
  return scope.paths
    ? { use: 'new' }
    : {
        use: 'new',
        problem: `Without the annotation all of ${title} is tried; where several components live in it, the folder of this one's catalog-info.yaml would count.`,
      };
}

async function anyOf(
  refs: readonly string[],
  canRead: (ref: string) => Promise<boolean>,
): Promise<boolean> {
  for (const ref of refs.slice(0, MOST_ASKED)) {
    if (await canRead(ref)) return true;
  }
  return false;
}

async function allOf(
  refs: readonly string[],
  canRead: (ref: string) => Promise<boolean>,
): Promise<boolean> {
  if (refs.length > MOST_ASKED) return false;
  for (const ref of refs) {
    if (!(await canRead(ref))) return false;
  }
  return true;
}

function textOf(scopes: readonly BoundScope[]): string {
  return JSON.stringify(
    scopes.map(scope => [toScopeKey(scope), scope.paths ?? null]),
  );
}

/** The globs that binding gave, which may be those of the entity's folder. */
async function readStoredPaths(options: {
  knex: Knex;
  entityId: number;
}): Promise<ReadonlyMap<number, readonly string[] | undefined>> {
  const rows: { scope_id: number; paths: string[] | null }[] = await options
    .knex('entity_scopes')
    .select('scope_id', 'paths')
    .where({ entity_id: options.entityId, bound_by: 'catalog' });
  return new Map(rows.map(row => [row.scope_id, row.paths ?? undefined]));
}
