import type { Metric } from '@sei-platform/plugin-engineering-insights-node';

/** Median number of changes that a rollout brings to production. */
export const deploymentBatchSize: Metric = {
  definition: {
    id: 'delivery.batch-size',
    version: 1,
    title: 'Deployment batch size',
    summary: 'How many changes a typical deployment brings to production.',
    formula:
      'The median, over the production rollouts that finished in the window, of the changes that first reached production with each.',
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'rollout',
    minimumSample: 5,
    isPersonDerived: false,
    requires: [
      'Production deployments that name a commit',
      'The commit history between two deployments',
    ],
    excludes: [
      'Rollbacks, and deployments of a commit that was deployed before',
      'The first known deployment, or one whose predecessor or history is not known',
      'Deployments that name no commit that is known',
    ],
    blindSpots: [
      'How large each change is',
      'Changes that reach production without a deployment, such as a feature flag being switched',
    ],
    references: [
      {
        title: "DORA's capability: working in small batches",
        url: 'https://dora.dev/capabilities/working-in-small-batches/',
      },
    ],
  },
  needs: ['deployments', 'revisions'],
  observations: () => ({
    sql: `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             rollout.change_count::double precision as value,
             case
               when rollout.is_rollback then 'isRollback'
               else rollout.no_change_reason
             end as excluded_reason
        from scope
        join rollouts as rollout
          on rollout.derivation_id = scope.derivation_id
         and rollout.finished_at >= scope.from_at
         and rollout.finished_at < scope.to_at`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three deployments with one, two and nine changes',
      observations: [1, 2, 9].map((value, index) => ({
        entityId: 1,
        observationKey: `1:deployment:d-${index + 1}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value,
      })),
      expected: 2,
    },
    {
      title:
        'One with four changes and the rollback that ended it: the rollback is left out',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 4,
        },
        {
          entityId: 1,
          observationKey: '1:deployment:d-2',
          observedAt: '2026-03-02T13:00:00Z',
          value: 0,
          excludedReason: 'isRollback',
        },
      ],
      expected: 4,
    },
    {
      title: 'A deployment without a commit: not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'noRevision',
        },
      ],
      expected: undefined,
    },
  ],
};
