import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { doraReference } from '../doraReference';

/** Production rollouts per covered day. */
export const deploymentFrequency: Metric = {
  definition: {
    id: 'dora.deployment-frequency',
    version: 1,
    title: 'Deployment frequency',
    summary: 'How often a new revision reaches production.',
    formula:
      'The successful production rollouts that finished in the window, divided by the covered calendar days (UTC). Beside it stands the median number of days a week with a deployment, over whole ISO weeks, weeks without one included.',
    unit: 'perDay',
    direction: 'higherIsBetter',
    aggregate: 'perServiceDay',
    observationKind: 'rollout',
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Production deployments'],
    excludes: [
      'Deployments that did not succeed or did not go to production',
      'Further environments of the same revision within 72 hours, which are one rollout',
      'Days before the first known production deployment, which are not counted as days without one',
    ],
    blindSpots: [
      'Changes that reach production without a deployment, such as a feature flag being switched',
    ],
    references: [doraReference],
  },
  needs: ['deployments'],
  observations: () => ({
    sql: `
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             1::double precision as value,
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
      title: 'Three deployments in 30 covered days',
      observations: ['d-1', 'd-2', 'd-3'].map((id, index) => ({
        entityId: 1,
        observationKey: `1:deployment:${id}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value: 1,
      })),
      coveredDays: 30,
      expected: 0.1,
    },
    {
      title:
        'None in 30 covered days of a service that has deployed before: a known 0',
      observations: [],
      coveredDays: 30,
      expected: 0,
    },
    {
      title:
        'No day is covered, because nothing was collected: not known, not 0',
      observations: [],
      coveredDays: 0,
      expected: undefined,
    },
  ],
};
