import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  ANNOTATION_VIEW_URL,
  type Entity,
  RELATION_CHILD_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ANNOTATION_IGNORE,
  ANNOTATION_INTAKE_SCOPE,
  ANNOTATION_PATHS,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { toScopeKey } from '../database/operations/scopes/ensureScopes';
import { readPathsSetting } from '../patterns/readPathsSetting';
import type {
  BoundScope,
  CatalogEntity,
  OwnershipRelation,
} from './CatalogEntity';
import { findFolder } from './findFolder';

const PREFIX = 'engineering-insights/';

/** What `describeEntity` reads of an entity, for the catalog to send no more. */
export const ENTITY_FIELDS = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.annotations',
  'metadata.tags',
  'spec.type',
  'spec.lifecycle',
  'relations',
];

export interface DescribeEntityOptions {
  readonly entity: Entity;
  readonly connectors: readonly Connector[];
  /** A connector that fails on one entity's annotations must not stop the binding of all others. */
  readonly onError: (problem: {
    connector: Connector;
    entityRef: string;
    error: unknown;
  }) => void;
}

/** Reads of an entity what binding needs. Connectors say by its annotations which scopes it names. */
export function describeEntity(options: DescribeEntityOptions): CatalogEntity {
  const { entity } = options;
  const annotations = entity.metadata.annotations ?? {};
  const isIgnored = annotations[ANNOTATION_IGNORE] === 'true';
  const location = findLocation(annotations);
  return {
    ref: stringifyEntityRef(entity),
    kind: entity.kind.toLowerCase(),
    title: entity.metadata.title ?? entity.metadata.name,
    ...(typeof entity.spec?.type === 'string' && {
      specType: entity.spec.type,
    }),
    ...(typeof entity.spec?.lifecycle === 'string' && {
      lifecycle: entity.spec.lifecycle,
    }),
    tags: [...(entity.metadata.tags ?? [])].sort(),
    settings: readSettings(annotations),
    isIgnored,
    ...(location !== undefined && { location }),
    parents: listParents(entity),
    scopes: isIgnored ? [] : listScopes(options),
  };
}

// A file of the portal's own disk is nothing that a reader can open.
function findLocation(
  annotations: Readonly<Record<string, string>>,
): string | undefined {
  const text =
    annotations[ANNOTATION_VIEW_URL] ??
    annotations[ANNOTATION_LOCATION]?.replace(/^url:/, '');
  return text !== undefined && /^https?:\/\//.test(text) ? text : undefined;
}

function readSettings(
  annotations: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
}

function listParents(entity: Entity): CatalogEntity['parents'] {
  const parents = (entity.relations ?? []).flatMap(({ type, targetRef }) => {
    const { kind } = parseEntityRef(targetRef);
    const relation = relationOf(type, kind.toLowerCase());
    return relation ? [{ relation, ref: targetRef.toLowerCase() }] : [];
  });
  return parents.sort((a, b) =>
    `${a.relation} ${a.ref}`.localeCompare(`${b.relation} ${b.ref}`, 'en'),
  );
}

// A person who owns a service is no unit that metrics are rolled up to.
function relationOf(
  type: string,
  targetKind: string,
): OwnershipRelation | undefined {
  if (type === RELATION_OWNED_BY && targetKind === 'group') return 'owner';
  if (type === RELATION_PART_OF && targetKind === 'system') return 'system';
  if (type === RELATION_PART_OF && targetKind === 'domain') return 'domain';
  if (type === RELATION_CHILD_OF && targetKind === 'group') return 'parent';
  return undefined;
}

function listScopes({
  entity,
  connectors,
  onError,
}: DescribeEntityOptions): BoundScope[] {
  const annotations = entity.metadata.annotations ?? {};
  const named = connectors.flatMap(connector => {
    try {
      return connector
        .scopesOf(entity)
        .map(scope => toBoundScope({ connector, scope, annotations }));
    } catch (error) {
      onError({ connector, entityRef: stringifyEntityRef(entity), error });
      return [];
    }
  });
  const pushed = splitList(annotations[ANNOTATION_INTAKE_SCOPE]).map(
    externalId => ({
      source: 'intake',
      origin: '',
      externalId,
    }),
  );
  return uniteScopes([...named, ...pushed]);
}

function toBoundScope(options: {
  connector: Connector;
  scope: ScopeRef;
  annotations: Readonly<Record<string, string>>;
}): BoundScope {
  const { connector, scope, annotations } = options;
  const { externalId, title, url } = scope;
  const bound = {
    source: connector.id,
    origin: connector.origin,
    externalId,
    title,
    url,
  };
  // Globs say which commits are meant, so they are for scopes that have commits.
  const hasCommits = connector.streams.some(stream =>
    stream.produces.includes('commit'),
  );
  if (!hasCommits)
    return { ...bound, ...(scope.paths && { paths: scope.paths }) };
  const { globs } = readPathsSetting(annotations[ANNOTATION_PATHS] ?? '');
  const paths = globs.length > 0 ? globs : scope.paths;
  const folder = findFolder({
    sourceLocation: annotations[ANNOTATION_SOURCE_LOCATION],
    repositoryUrl: url ?? `${connector.origin}/${externalId}`,
  });
  return {
    ...bound,
    ...(paths && { paths }),
    ...(folder !== undefined && { folder }),
  };
}

/** Two annotations may name one scope; whoever reads all of it reads all of it. */
function uniteScopes(scopes: readonly BoundScope[]): BoundScope[] {
  const united = new Map<string, BoundScope>();
  for (const scope of scopes) {
    const key = toScopeKey(scope);
    const other = united.get(key);
    if (!other) {
      united.set(key, scope);
      continue;
    }
    const { paths, ...rest } = other;
    const all = paths &&
      scope.paths && [...new Set([...paths, ...scope.paths])];
    united.set(key, all ? { ...rest, paths: all } : rest);
  }
  return [...united.keys()].sort().map(key => united.get(key)!);
}

function splitList(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}
