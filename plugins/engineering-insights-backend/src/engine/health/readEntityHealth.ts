import type {
  EntityHealth,
  EntitySummary,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import type { Readiness } from '../Readiness';
import { staleBefore } from '../staleBefore';
import { collectionOf } from './collectionOf';
import { readCandidates } from './readCandidates';
import { readFractions } from './readFractions';
import { readStreams } from './readStreams';

/** How complete the data of an entity is: fractions that say their fix, and no score. */
export async function readEntityHealth(options: {
  readonly knex: Knex;
  readonly entity: EntitySummary;
  readonly window: MetricWindow;
  /** Components of the entity in the window. */
  readonly members: readonly Member[];
  /** Of them together. */
  readonly readiness: Readiness;
  readonly now: string;
  readonly intervalSeconds?: number;
  /** Of the connectors that are installed. */
  readonly annotationHints: EntityHealth['annotationHints'];
}): Promise<EntityHealth> {
  const { knex, entity, window, members, readiness, annotationHints } = options;
  const entityIds = [...new Set(members.map(member => member.entityId))];
  const streams = await readStreams({
    knex,
    entityIds,
    staleBefore: staleBefore(options),
  });
  const collection = collectionOf(readiness);
  const lastSyncAt = streams
    .flatMap(stream => stream.lastSuccessAt ?? [])
    .sort()
    .at(-1);
  const { ref, kind, title } = entity;
  return {
    entity: { ref, kind, title },
    ...(await readFractions({ knex, members })),
    streams,
    ...(lastSyncAt && { lastSyncAt }),
    ...(collection && { collection }),
    candidates: await readCandidates({ knex, entityIds, window }),
    annotationHints,
  };
}
