import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EntityHealth,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import { listScopeNames } from '../database/operations/read/listScopeNames';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readMembers } from '../engine';
import { readableMembersOf } from './readableMembers';
import type { ServiceContext } from './ServiceContext';

/** Names no place at a source that is read only for what the caller may not read. What is said of all of them together stays. */
export async function hideStreams(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly window: MetricWindow;
  readonly health: EntityHealth;
}): Promise<EntityHealth> {
  const { context, entity, window, health } = question;
  const { knex } = context;
  const all = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: [window],
  });
  const { members } = await readableMembersOf({ ...question, members: all });
  if (members.length === all.length) return health;
  const keyOf = (place: { source: string; origin: string; scope: string }) =>
    JSON.stringify([place.source, place.origin, place.scope]);
  const scopes = await listScopeNames({
    knex,
    entityIds: members.map(({ entityId }) => entityId),
  });
  const readable = new Set(scopes.map(keyOf));
  return {
    ...health,
    streams: health.streams.filter(each => readable.has(keyOf(each))),
  };
}
