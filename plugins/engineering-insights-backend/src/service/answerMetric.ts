import {
  previousWindow,
  type Clock,
  type Cohort,
  type MeasuredAs,
  type ResolvedWindow,
  type SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSubTeams } from '../database/operations/entities/readSubTeams';
import { readSnapshot } from '../database/readSnapshot';
import { distributionOf, evaluateMeasured } from '../engine';
import { badgeStatusOf } from './badges';
import { policyChangesOf } from './policyChanges';
import type { ServiceContext } from './ServiceContext';

/** One metric of one entity, with how its values are spread. */
export async function answerMetric(
  question: MeasuredAs & {
    readonly context: ServiceContext;
    readonly entity: StoredEntity;
    readonly window: ResolvedWindow;
    readonly metric: Metric;
    readonly isCompared: boolean;
    readonly cohort: Cohort;
    readonly clock: Clock;
    readonly isWithSubTeams?: boolean;
  },
): Promise<SingleMetricAnswer> {
  const { context, entity, window, metric, isCompared } = question;
  const { definition } = metric;
  const { answers, current, hasSubTeams } = await readSnapshot(
    context.knex,
    async knex => ({
      ...(await evaluateMeasured({
        ...question,
        knex,
        metrics: [metric],
        entityIds: [entity.id],
        bucket: window.bucket,
        now: context.now(),
        intervalSeconds: context.settings.pollIntervalSeconds,
        minimumContributors: context.minimumContributors,
      })),
      ...(await readSubTeams({ knex, entityId: entity.id })),
    }),
  );
  const [answer] = answers.get(entity.id)!;
  return {
    ...answer,
    badge: await badgeStatusOf({ context, metric, entity }),
    policyChanges: await policyChangesOf({
      knex: context.knex,
      metric,
      members: current.membersOf(entity.id),
      window,
    }),
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    ...(isCompared && { previousWindow: previousWindow(window) }),
    definition,
    hasSubTeams,
    ...(definition.aggregate === 'quantile' &&
      'value' in answer.value && {
        distribution: distributionOf(
          current.measurementOf(metric, entity.id),
          definition.unit,
        ),
      }),
  };
}
