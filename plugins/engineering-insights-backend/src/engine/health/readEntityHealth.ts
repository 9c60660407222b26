import type {
  EntityHealth,
  EntitySummary,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { combineReadiness } from '../combineReadiness';
import { readMembers } from '../readMembers';
import { readReadiness } from '../readReadiness';
import { staleBefore } from '../staleBefore';
import { readCandidates } from './readCandidates';
import { readFractions } from './readFractions';
import { readStreams } from './readStreams';

/** How complete the data of an entity is: fractions that say their fix, and no score. */
export async function readEntityHealth(options: {
  readonly knex: Knex;
  readonly entity: EntitySummary & { readonly id: number };
  readonly window: MetricWindow;
  readonly now: string;
  readonly intervalSeconds?: number;
  /** Of the connectors that are installed. */
  readonly annotationHints: EntityHealth['annotationHints'];
}): Promise<EntityHealth> {
  const { knex, entity, window, now, annotationHints } = options;
  const members = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: [window],
  });
  const entityIds = [...new Set(members.map(member => member.entityId))];
  const readiness = combineReadiness([
    ...(await readReadiness({ knex, entityIds, asOf: now })).values(),
  ]);
  const streams = await readStreams({
    knex,
    entityIds,
    staleBefore: staleBefore(options),
  });
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
    ...(readiness.isCollecting && {
      collection: {
        doneScopeCount: readiness.doneScopeCount,
        totalScopeCount: readiness.scopeCount,
        ...(readiness.secondsLeft !== undefined && {
          secondsLeft: readiness.secondsLeft,
        }),
      },
    }),
    candidates: await readCandidates({ knex, entityIds, window }),
    annotationHints,
  };
}
