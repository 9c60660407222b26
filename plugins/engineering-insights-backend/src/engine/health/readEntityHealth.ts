import type {
  EntityHealth,
  EntitySummary,
  StreamHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import type { Readiness } from '../Readiness';
import { staleBefore } from '../staleBefore';
import { collectionOf } from './collectionOf';
import type { Completeness } from './readCompleteness';
import { readStreams } from './readStreams';

/** What fails is tried again later, and not waited for. */
const isWaitedFor = (stream: StreamHealth) =>
  !stream.lastError && !(stream.isHistoryDone && stream.lastSuccessAt);

/** How complete the data of an entity is: fractions that say their fix, and no score. */
export async function readEntityHealth(options: {
  readonly knex: Knex;
  readonly entity: EntitySummary;
  /** Components of the entity in the window. */
  readonly members: readonly Member[];
  /** Measured now, or as it is kept; how far sources were read is always of now. */
  readonly completeness: Completeness;
  /** Of the components together; asked for where a first reading goes on. */
  readonly readReadiness: () => Promise<Readiness>;
  readonly now: string;
  readonly intervalSeconds?: number;
  /** Of the connectors that are installed. */
  readonly annotationHints: EntityHealth['annotationHints'];
}): Promise<
  Omit<EntityHealth, 'streams'> & { readonly streams: readonly StreamHealth[] }
> {
  const { knex, entity, members, completeness, annotationHints } = options;
  const { collection: collectionThen, ...complete } = completeness;
  const streams = await readStreams({
    knex,
    entityIds: [...new Set(members.map(member => member.entityId))],
    staleBefore: staleBefore(options),
  });
  const collection =
    collectionThen || streams.some(isWaitedFor)
      ? collectionOf(await options.readReadiness())
      : undefined;
  const lastSyncAt = streams
    .flatMap(stream => stream.lastSuccessAt ?? [])
    .sort()
    .at(-1);
  const { ref, kind, title } = entity;
  return {
    entity: { ref, kind, title },
    ...complete,
    streams,
    ...(lastSyncAt && { lastSyncAt }),
    ...(collection && { collection }),
    annotationHints,
  };
}
