import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Member } from '../engine';
import type { ServiceContext } from './ServiceContext';

/** What of a roll-up the caller may read. */
export interface ReadableMembers {
  readonly members: readonly Member[];
  /** Components that belong to it, of which nothing may be listed. */
  readonly hiddenServiceCount: number;
}

const idsOf = (members: readonly Member[]) => [
  ...new Set(members.map(({ entityId }) => entityId)),
];

/**
 * The members that the catalog shows to the caller and of which the policy lets
 * him read these metrics; where none are named, any. Asked before a snapshot
 * begins, which thus waits for nobody.
 */
export async function readableMembersOf(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly members: readonly Member[];
  readonly metricIds?: readonly string[];
}): Promise<ReadableMembers> {
  const { context, credentials, members, metricIds } = question;
  const { knex, authorise } = context;
  const entities: { id: number; ref: string }[] = await knex('entities')
    .select('id', 'ref')
    .whereIn('id', idsOf(members));
  const readable = await authorise.visibleOf({
    credentials,
    entityRefs: entities.map(({ ref }) => ref),
    metricIds,
  });
  const readableIds = new Set(
    entities.filter(({ ref }) => readable.has(ref)).map(({ id }) => id),
  );
  const isReadable = ({ entityId }: Member) => readableIds.has(entityId);
  const services = members.filter(({ isGroup }) => !isGroup);
  return {
    members: members.filter(isReadable),
    hiddenServiceCount:
      idsOf(services).length - idsOf(services.filter(isReadable)).length,
  };
}
