import type {
  EntityHealth,
  MetricAnswer,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import { createDeployments, createDeploymentsAnswer } from './deployments';
import {
  createDoraAnswer,
  createRollUpAnswer,
  fiveMetrics,
  health,
  incidents,
  noValue,
  withMetrics,
  withoutDeployments,
  withoutNumbers,
} from './dora';
import { problem } from './fixtureFetch';
import type { Scenario } from './fixtureFetch';

const noDeployments = {
  deployments: createDeploymentsAnswer([]),
  incidents: { ...incidents, items: [] },
};

function withHealth(change: Partial<EntityHealth>): { health: EntityHealth } {
  return { health: { ...health, ...change } };
}

function without(
  code: Reason['code'],
  parameters: Reason['parameters'],
  change: Partial<EntityHealth> = {},
): Scenario {
  return {
    ...noDeployments,
    dora: withoutNumbers({ code, parameters }, withHealth(change)),
  };
}

function withPullRequestsOnly(
  code: Reason['code'],
  parameters: Reason['parameters'],
  change: Partial<EntityHealth>,
): Scenario {
  return {
    ...noDeployments,
    dora: withoutDeployments({ code, parameters }, withHealth(change)),
  };
}

function known(metricId: string) {
  const { value } =
    fiveMetrics.find(metric => metric.metricId === metricId) ?? fiveMetrics[0];
  if (!('value' in value))
    throw new Error(`${metricId} has no value in the fixtures`);
  return value;
}

function caveat(metricId: string, change: object): Partial<MetricAnswer> {
  return { value: { ...known(metricId), ...change } };
}

const empty = { deployments: { usableCount: 0, totalCount: 0 }, fractions: [] };

/** Every state of the page, by name. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  healthy: {},
  loading: { dora: 'pending', deployments: 'pending', incidents: 'pending' },
  error: {
    dora: problem(503, 'The database did not answer within 10 s.'),
    deployments: problem(503, 'The database did not answer within 10 s.'),
  },
  deploymentsError: {
    deployments: problem(503, 'The database did not answer within 10 s.'),
  },
  forbidden: {
    dora: problem(403, 'You may not read component:default/payments.'),
  },
  collecting: {
    dora: withMetrics(
      {
        'dora.change-lead-time': {
          value: {
            status: 'collecting',
            reason: { code: 'collecting', parameters: {} },
            excluded: [],
          },
          change: undefined,
          band: undefined,
        },
      },
      withHealth({
        collection: {
          doneScopeCount: 42,
          totalScopeCount: 120,
          secondsLeft: 360,
        },
      }),
    ),
  },
  noScope: without(
    'noScope',
    {},
    {
      ...empty,
      streams: [],
      lastSyncAt: undefined,
      environments: [],
      annotationHints: [
        {
          source: 'GitHub',
          key: 'github.com/project-slug',
          example: 'acme/payments',
        },
        {
          source: 'PagerDuty',
          key: 'pagerduty.com/service-id',
          example: 'PABC123',
        },
      ],
    },
  ),
  noDeploymentRule: withPullRequestsOnly(
    'noDeploymentRule',
    { scopes: ['acme/payments'] },
    {
      ...empty,
      environments: [],
      candidates: [
        {
          from: 'releases',
          name: 'releases',
          count: 34,
          perWeek: 2.6,
          annotation: {
            key: 'engineering-insights/deployments',
            value: 'releases',
          },
        },
        {
          from: 'pipelineRuns',
          name: 'deploy.yml',
          count: 210,
          perWeek: 16.3,
          annotation: {
            key: 'engineering-insights/deployments',
            value: 'pipelineRuns:deploy.yml',
          },
        },
      ],
    },
  ),
  noProductionEnvironment: withPullRequestsOnly(
    'noProductionEnvironment',
    { environments: ['staging', 'prd-eu'] },
    {
      environments: [
        { name: 'prd-eu', deploymentCount: 41, isProduction: false },
        { name: 'staging', deploymentCount: 120, isProduction: false },
      ],
    },
  ),
  noDataInWindow: {
    ...noDeployments,
    dora: withoutNumbers(
      { code: 'noDataInWindow', parameters: {} },
      {
        lastWindowWithData: {
          from: '2026-03-01T00:00:00.000Z',
          to: '2026-05-30T00:00:00.000Z',
        },
      },
    ),
  },
  neverAnyData: without('neverAnyData', {}, empty),
  notPermitted: without('notPermitted', {}),
  noRevision: {
    dora: withMetrics({
      'dora.change-lead-time': {
        value: noValue('noRevision', { count: 30, total: 41 }),
        change: undefined,
        band: undefined,
        series: [],
      },
    }),
  },
  notRecovered: {
    dora: withMetrics({
      'dora.failed-deployment-recovery-time': {
        value: noValue('notRecovered', { count: 6 }),
        change: undefined,
        band: undefined,
        series: [],
        details: {},
      },
    }),
  },
  noFailures: {
    dora: withMetrics({
      'dora.failed-deployment-recovery-time': {
        value: noValue('noFailures'),
        change: undefined,
        band: undefined,
        series: [],
        details: {},
      },
      'dora.change-fail-rate': caveat('dora.change-fail-rate', {
        value: 0,
        numerator: 0,
      }),
    }),
    deployments: createDeploymentsAnswer(
      createDeployments().map(row => ({
        ...row,
        isFailed: false,
        evidence: [],
      })),
    ),
    incidents: { ...incidents, items: [] },
  },
  belowMinimumSample: {
    dora: withMetrics({
      'dora.failed-deployment-recovery-time': caveat(
        'dora.failed-deployment-recovery-time',
        {
          status: 'insufficientSample',
          sampleSize: 2,
        },
      ),
    }),
  },
  partial: {
    dora: withMetrics({
      'dora.change-lead-time': caveat('dora.change-lead-time', {
        status: 'partial',
        coveredFrom: '2026-10-03T00:00:00.000Z',
        reason: {
          code: 'partialCoverage',
          parameters: { coveredFrom: '2026-10-03T00:00:00.000Z' },
        },
      }),
    }),
  },
  stale: {
    dora: withMetrics(
      Object.fromEntries(
        fiveMetrics.map(({ metricId }) => [
          metricId,
          caveat(metricId, {
            status: 'stale',
            reason: {
              code: 'stale',
              parameters: {
                lastSuccessAt: new Date(
                  Date.now() - 2 * 86_400_000,
                ).toISOString(),
                message: 'GitHub answered 401.',
              },
            },
          }),
        ]),
      ),
      withHealth({
        lastSyncAt: new Date(Date.now() - 2 * 86_400_000).toISOString(),
      }),
    ),
  },
  corrected: {
    dora: withMetrics({
      'dora.change-fail-rate': { details: { correctedCount: 2 } },
    }),
  },
  busy: { deployments: createDeploymentsAnswer(createDeployments(400)) },
  rollUp: {
    entity: { kind: 'system', namespace: 'default', name: 'checkout' },
    dora: createRollUpAnswer(),
  },
  uncompared: { dora: { ...createDoraAnswer(), previousWindow: undefined } },
};
