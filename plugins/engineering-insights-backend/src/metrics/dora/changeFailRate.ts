import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { doraReference } from '../doraReference';

/** Share of rollouts that needed intervention after reaching users. */
export const changeFailRate: Metric = {
  definition: {
    id: 'dora.change-fail-rate',
    version: 1,
    title: 'Change fail rate',
    summary:
      'Which share of deployments to production needed a fix right after.',
    formula:
      'Failed rollouts divided by all rollouts that are no rollbacks and finished in their last environment at least one attribution window (24 hours unless the policy says otherwise) before the end of the window or now.',
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'rollout',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Production deployments'],
    excludes: [
      'Rollbacks, which end a failure and are not judged themselves',
      'Rollouts that are too recent to be judged',
      'Pipelines that failed: they deployed nothing',
    ],
    blindSpots: [
      'Failures that nobody answered with an incident, a rollback, a revert, a hotfix or a mark',
      'Incidents that no source or person links to a deployment',
    ],
    references: [doraReference],
  },
  needs: ['deployments', 'evidence'],
  observations: () => ({
    sql: `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             (failure.rollout_id is not null)::int::double precision
               as numerator,
             1::double precision as denominator,
             case
               when rollout.is_rollback then 'isRollback'
             end as excluded_reason,
             rollout.last_finished_at
               + make_interval(secs => 3600 * coalesce((policy_version.policy
                   #>> '{failures,attributionWindowHours}')
                   ::double precision, 24)) as settled_at
        from scope
        join derivations as derivation on derivation.id = scope.derivation_id
        join policy_versions as policy_version
          on policy_version.id = derivation.policy_version_id
        join rollouts as rollout
          on rollout.derivation_id = scope.derivation_id
         and rollout.finished_at >= scope.from_at
         and rollout.finished_at < scope.to_at
        left join failures as failure
          on failure.derivation_id = rollout.derivation_id
         and failure.rollout_id = rollout.id
         and failure.is_counted`,
    hasSettledAt: true,
    bindings: {},
  }),
  examples: [
    {
      title: 'One of four rollouts failed',
      observations: ['d-1', 'd-2', 'd-3', 'd-4'].map((id, index) => ({
        entityId: 1,
        observationKey: `1:deployment:${id}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        numerator: index === 1 ? 1 : 0,
        denominator: 1,
      })),
      expected: 0.25,
    },
    {
      title:
        'A failed rollout and the rollback that ended it: the rollback is not judged, so one of one',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 1,
          denominator: 1,
        },
        {
          entityId: 1,
          observationKey: '1:deployment:d-2',
          observedAt: '2026-03-02T13:00:00Z',
          numerator: 0,
          denominator: 1,
          excludedReason: 'isRollback',
        },
      ],
      expected: 1,
    },
    {
      title:
        'All rollouts finished in the last hours: too recent to judge, not 0 %',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 0,
          denominator: 1,
          excludedReason: 'tooRecent',
        },
      ],
      expected: undefined,
    },
  ],
};
