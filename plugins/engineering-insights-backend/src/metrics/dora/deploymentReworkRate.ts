import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { doraReference } from '../doraReference';

/** Share of rollouts that were made to end a failure. */
export const deploymentReworkRate: Metric = {
  definition: {
    id: 'dora.deployment-rework-rate',
    version: 1,
    title: 'Deployment rework rate',
    summary:
      'Which share of deployments to production was unplanned work to end a failure.',
    formula:
      'Rollouts that are a rollback, hotfix or fix of a failed rollout, divided by all rollouts, rollbacks included.',
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'rollout',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Production deployments'],
    excludes: [],
    blindSpots: [
      'Fixes that no evidence ties to a failure: a label, a branch, a revert, an incident or a mark',
    ],
    references: [doraReference],
  },
  needs: ['deployments', 'evidence'],
  observations: () => ({
    // A failure that a person took back, or with too little evidence, has no remediation.
    sql: `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             exists (
               select
                 from remediations as remediation
                 join failures as failure
                   on failure.derivation_id = remediation.derivation_id
                  and failure.rollout_id = remediation.failed_rollout_id
                  and failure.is_counted
                where remediation.derivation_id = rollout.derivation_id
                  and remediation.rollout_id = rollout.id
             )::int::double precision as numerator,
             1::double precision as denominator,
             null::text as excluded_reason
        from scope
        join rollouts as rollout
          on rollout.derivation_id = scope.derivation_id
         and rollout.finished_at >= scope.from_at
         and rollout.finished_at < scope.to_at`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Five rollouts, one of them the rollback of another',
      observations: ['d-1', 'd-2', 'd-3', 'd-4', 'd-5'].map((id, index) => ({
        entityId: 1,
        observationKey: `1:deployment:${id}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        numerator: index === 2 ? 1 : 0,
        denominator: 1,
      })),
      expected: 0.2,
    },
    {
      title: 'No rollout: not known, not 0 %',
      observations: [],
      expected: undefined,
    },
  ],
};
