import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { doraReference } from '../doraReference';

const HOUR = 3_600;

/** Median time from a failed rollout to the recovery from it. */
export const failedDeploymentRecoveryTime: Metric = {
  definition: {
    id: 'dora.failed-deployment-recovery-time',
    version: 1,
    title: 'Failed deployment recovery time',
    summary:
      'How long it typically takes to recover from a deployment that failed.',
    formula:
      'The median, over the failed rollouts that finished in the window, of the recovery minus the finish of the rollout. Recovered is the latest resolution of the linked incidents, or else the finish of the first rollback or fix.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'rollout',
    minimumSample: 3,
    isPersonDerived: false,
    requires: [
      'Production deployments',
      'Failed deployments with the end of their failure',
    ],
    excludes: [
      'Failures that are still open, which are listed',
      'Failures that are over since a time that the source of their incident does not tell',
      'Recoveries dated before the deployment',
    ],
    blindSpots: [
      'The time between the deployment and its first effect on users',
      'Incidents that no deployment caused: their time to resolve is another metric',
    ],
    references: [doraReference],
  },
  needs: ['deployments', 'failures'],
  observations: () => ({
    sql: `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             failure.failed_at as observed_at,
             extract(epoch from failure.recovered_at - failure.failed_at)
               ::double precision as value,
             case
               when failure.recovered_by is null then 'stillOpen'
               when failure.recovered_at is null then 'timeUnknown'
               when failure.recovered_at < failure.failed_at
                 then 'boundaryOutOfOrder'
             end as excluded_reason
        from scope
        join failures as failure
          on failure.derivation_id = scope.derivation_id
         and failure.failed_at >= scope.from_at
         and failure.failed_at < scope.to_at
         and failure.is_counted
        join rollouts as rollout on rollout.id = failure.rollout_id`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Three failures, over after 1, 2 and 9 hours: the median is 2 hours',
      observations: [1, 9, 2].map((hours, index) => ({
        entityId: 1,
        observationKey: `1:deployment:d-${index}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value: hours * HOUR,
      })),
      expected: 2 * HOUR,
    },
    {
      title:
        'One failure is over after 1 hour, one is still open: the open one is listed, not counted',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:deployment:d-2',
          observedAt: '2026-03-03T12:00:00Z',
          excludedReason: 'stillOpen',
        },
      ],
      expected: HOUR,
    },
    {
      title:
        'One failure is over after 1 hour, one at a time that the source of its incident does not tell',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:deployment:d-2',
          observedAt: '2026-03-03T12:00:00Z',
          excludedReason: 'timeUnknown',
        },
      ],
      expected: HOUR,
    },
    {
      title: 'No failure: there is nothing to recover from',
      observations: [],
      expected: undefined,
    },
  ],
};
