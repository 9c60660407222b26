import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';

const shared = {
  version: 1,
  minimumSample: 5,
  isPersonDerived: false,
  requires: ['production deployments with a revision'],
  excludes: [
    'merge commits',
    'commits first deployed before the history that is known',
  ],
  blindSpots: ['work before the first commit'],
  references: [
    {
      title: 'DORA’s software delivery metrics',
      url: 'https://dora.dev/guides/dora-metrics/',
    },
  ],
} as const;

function phase(
  name: string,
  title: string,
  from: string,
  to: string,
): MetricDefinition {
  return {
    ...shared,
    id: `flow.${name}-time`,
    title,
    summary: `The time of a pull request from ${from} to ${to}.`,
    formula: `median over pull requests of ${to} − ${from}`,
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pullRequest',
  };
}

/** Definitions as the API sends them. */
export const definitions: readonly MetricDefinition[] = [
  {
    ...shared,
    id: 'dora.change-lead-time',
    title: 'Change lead time',
    summary:
      'The time a change takes from its commit to running in production.',
    formula: 'median over changes of rollout finish − authored at',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'change',
    measures: {
      units: ['commit', 'pullRequest'],
      starts: ['authored', 'committed', 'opened', 'merged'],
    },
  },
  {
    ...shared,
    id: 'dora.deployment-frequency',
    title: 'Deployment frequency',
    summary: 'How often a service is deployed to production.',
    formula: 'rollouts ÷ covered days',
    unit: 'perDay',
    direction: 'higherIsBetter',
    aggregate: 'perDay',
    observationKind: 'rollout',
  },
  {
    ...shared,
    id: 'dora.failed-deployment-recovery-time',
    title: 'Failed deployment recovery time',
    summary: 'The time from a failed deployment to the recovery from it.',
    formula: 'median over failed rollouts of recovered at − finish',
    unit: 'seconds',
    minimumSample: 3,
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'rollout',
  },
  {
    ...shared,
    id: 'dora.change-fail-rate',
    title: 'Change fail rate',
    summary: 'The share of deployments that needed immediate intervention.',
    formula: 'failed rollouts ÷ rollouts that are not rollbacks',
    unit: 'ratio',
    minimumSample: 10,
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'rollout',
  },
  {
    ...shared,
    id: 'dora.deployment-rework-rate',
    title: 'Deployment rework rate',
    summary:
      'The share of deployments that were unplanned fixes of a production problem.',
    formula: 'remediating rollouts ÷ all rollouts',
    unit: 'ratio',
    minimumSample: 10,
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'rollout',
  },
  phase('coding', 'Coding time', 'first commit', 'ready for review'),
  phase('pickup', 'Pickup time', 'ready for review', 'first review'),
  phase('review', 'Review time', 'first review', 'approval'),
  phase('merge', 'Merge time', 'approval', 'merge'),
  phase('deploy', 'Deploy time', 'merge', 'deployment'),
];
