import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type {
  RepositoryDetails,
  StreamHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  readRepositories,
  type RepositoryRow,
} from '../database/operations/read/readRepositories';
import { readMembers, readStreams, staleBefore } from '../engine';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import type { ServiceContext } from './ServiceContext';

export type { RepositoryDetails };

/** How far a repository was read. */
export interface RepositoryHealth {
  /** The newest success of any stream; absent where none was read yet. */
  readonly lastSyncAt?: string;
  readonly streams: readonly StreamHealth[];
}

interface Asking {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}

/** A row with what the caller may see of it. */
interface VisibleRepository {
  readonly row: RepositoryRow;
  readonly details: RepositoryDetails;
}

/** Connectors whose places are repositories. */
function repositorySources({ connectors }: ServiceContext): readonly string[] {
  return connectors
    .filter(connector =>
      connector.streams.some(({ produces }) => produces.includes('commit')),
    )
    .map(({ id }) => id);
}

async function toVisible(
  { context, credentials }: Asking,
  rows: readonly RepositoryRow[],
): Promise<readonly VisibleRepository[]> {
  const visible = await context.authorise.visibleOf({
    credentials,
    entityRefs: [
      ...new Set(rows.flatMap(row => row.readers.map(({ ref }) => ref))),
    ],
  });
  return rows.flatMap(row => {
    const refs = row.readers.map(({ ref }) => ref);
    const entityRefs = refs.filter(ref => visible.has(ref));
    if (entityRefs.length === 0) return [];
    const connector = context.connectors.find(({ id }) => id === row.source);
    const details: RepositoryDetails = {
      id: String(row.id),
      name: row.name,
      title: row.title,
      platform: connector?.title ?? row.source,
      ...(row.url !== null && { url: row.url }),
      isGone: row.isGone,
      entityRefs,
      isWhole: entityRefs.length === refs.length,
    };
    return [{ row, details }];
  });
}

const SCOPE_ID = /^[0-9]{1,9}$/;

async function readVisible(
  asking: Asking & { readonly ids: readonly string[] },
): Promise<readonly VisibleRepository[]> {
  const { context, ids } = asking;
  const scopeIds = ids.filter(id => SCOPE_ID.test(id)).map(Number);
  if (scopeIds.length === 0) return [];
  const sources = repositorySources(context);
  return toVisible(
    asking,
    await readRepositories({ knex: context.knex, scopeIds, sources }),
  );
}

/** Of some ids the repositories of which the caller may see an entity, by their id. */
export async function getRepositories(
  asking: Asking & { readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, RepositoryDetails>> {
  const found = await readVisible(asking);
  return new Map(found.map(({ details }) => [details.id, details]));
}

/** What an entity, and what belongs to it now, reads, by title. */
export async function listRepositories(
  asking: Asking & { readonly entity: StoredEntity },
): Promise<readonly RepositoryDetails[]> {
  const { context, entity } = asking;
  const { knex, now } = context;
  const at = now();
  const members = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: [{ from: at, to: new Date(Date.parse(at) + 1).toISOString() }],
  });
  const rows = await readRepositories({
    knex,
    entityIds: [
      ...new Set([entity.id, ...members.map(({ entityId }) => entityId)]),
    ],
    sources: repositorySources(context),
  });
  const found = await toVisible(asking, rows);
  return found.map(({ details }) => details);
}

/** Those of some places of which the caller may see an entity. */
export async function listVisibleScopes(
  asking: Asking & { readonly scopeIds: readonly number[] },
): Promise<readonly number[]> {
  const { context, scopeIds } = asking;
  if (scopeIds.length === 0) return [];
  const rows = await readRepositories({
    knex: context.knex,
    scopeIds,
    sources: repositorySources(context),
  });
  const found = await toVisible(asking, rows);
  return found.map(({ row }) => row.id);
}

/**
 * A repository that is listed. What it holds is everyone's who reads it, and who
 * may not see all of them may not see whose something is.
 *
 * @throws NotFoundError where the caller sees none of its entities.
 * @throws NotAllowedError where the caller does not see all of them.
 */
export async function requireRepository(
  asking: Asking & { readonly id: string },
): Promise<RepositoryRow> {
  const { id } = asking;
  const [found] = await readVisible({ ...asking, ids: [id] });
  if (!found) {
    throw new NotFoundError(
      `There is no repository ${JSON.stringify(id)} that you may see.`,
    );
  }
  if (!found.details.isWhole) {
    throw new NotAllowedError(
      `${found.row.name} also belongs to entities that you may not see, so what it holds is not listed.`,
    );
  }
  return found.row;
}

/** How far a repository was read, by stream. */
export async function getRepositoryHealth(
  asking: Asking & { readonly id: string },
): Promise<RepositoryHealth> {
  const { context, id } = asking;
  const [found] = await readVisible({ ...asking, ids: [id] });
  if (!found) {
    throw new NotFoundError(
      `There is no repository ${JSON.stringify(id)} that you may see.`,
    );
  }
  const { source, origin, name, readers } = found.row;
  const streams = await readStreams({
    knex: context.knex,
    entityIds: readers.map(reader => reader.id),
    staleBefore: staleBefore({
      now: context.now(),
      intervalSeconds: context.settings.pollIntervalSeconds,
    }),
  });
  const own = streams.filter(
    stream =>
      stream.source === source &&
      stream.origin === origin &&
      stream.scope === name,
  );
  const lastSyncAt = own
    .flatMap(({ lastSuccessAt }) => lastSuccessAt ?? [])
    .sort()
    .at(-1);
  return { ...(lastSyncAt && { lastSyncAt }), streams: own };
}
