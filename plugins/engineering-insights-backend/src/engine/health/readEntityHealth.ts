import type {
  EntityHealth,
  EntitySummary,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import type { Readiness } from '../Readiness';
import { readingFor } from '../readingFor';
import { staleBefore } from '../staleBefore';
import { readCandidates } from './readCandidates';
import { readFractions } from './readFractions';
import { readStreams } from './readStreams';

/** What the numbers are made of; what nothing is made of yet is not waited for. */
const EVERY_NEED = [
  'deployments',
  'revisions',
  'failures',
  'pullRequests',
] as const;

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
  const reading = readingFor(readiness, { needs: EVERY_NEED });
  const lastSyncAt = streams
    .flatMap(stream => stream.lastSuccessAt ?? [])
    .sort()
    .at(-1);
  const { ref, kind, title } = entity;
  return {
    entity: { ref, kind, title },
    ...(await readFractions({ knex, entityIds, window })),
    streams,
    ...(lastSyncAt && { lastSyncAt }),
    ...(reading.isCollecting && {
      collection: {
        doneScopeCount: reading.doneScopeCount,
        totalScopeCount: reading.scopeCount,
        ...(reading.secondsLeft !== undefined && {
          secondsLeft: reading.secondsLeft,
        }),
      },
    }),
    candidates: await readCandidates({ knex, entityIds, window }),
    annotationHints,
  };
}
