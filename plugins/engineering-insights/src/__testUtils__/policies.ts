import type {
  PoliciesAnswer,
  PolicyComparison,
  PolicyDifference,
  PolicyRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import { entity, window } from './deployments';

const own = { id: '7', name: 'component:default/payments' };
const standard = { id: '1', name: 'default' };

export const productionDifference: PolicyDifference = {
  name: 'environments.production',
  from: ['(prod|production|live)([-_./].*)?'],
  to: ['prd-.*'],
};

/** A component whose annotations set its production environments. */
export function createPoliciesAnswer(
  change: Partial<PoliciesAnswer> = {},
): PoliciesAnswer {
  const origin = {
    setBy: 'annotation' as const,
    location: 'https://git.example.org/acme/payments/catalog-info.yaml',
    reason: 'Production is called prd here',
  };
  return {
    entity,
    inForce: {
      ...origin,
      version: own,
      since: '2026-10-12T09:30:00.000Z',
      parts: [
        {
          name: 'deployments',
          settings: [
            {
              name: 'deployments.from',
              value: 'deployments',
              source: { setBy: 'default' },
            },
          ],
        },
        {
          name: 'environments',
          settings: [
            {
              name: 'environments.production',
              value: ['prd-.*'],
              source: {
                setBy: 'annotation',
                name: 'engineering-insights/production-environments',
              },
            },
            {
              name: 'environments.count',
              value: 'rollout',
              source: { setBy: 'default' },
            },
          ],
        },
        {
          name: 'failures',
          settings: [
            { name: 'failures.attributionWindowHours', value: 24 },
            { name: 'failures.minimumConfidence', value: 0.6 },
            { name: 'failures.evidence.incident', value: true },
            { name: 'failures.hotfixLabels', value: ['hotfix'] },
          ].map(setting => ({
            ...setting,
            source: { setBy: 'namedPolicy', name: 'strict' },
          })),
        },
        {
          name: 'incidents',
          settings: [{ name: 'incidents.labels', value: [] }],
        },
      ],
    },
    isChanging: false,
    problems: [],
    switches: [
      {
        ...origin,
        at: '2026-10-12T09:30:00.000Z',
        version: own,
        previous: standard,
        differences: [productionDifference],
      },
      {
        at: '2026-06-01T00:00:00.000Z',
        version: standard,
        setBy: 'configuration',
        differences: [],
      },
    ],
    choices: [
      {
        with: '1',
        kind: 'version',
        name: 'default',
        lastInForceFrom: '2026-06-01T00:00:00.000Z',
        lastInForceTo: '2026-10-12T09:30:00.000Z',
      },
      { with: 'default', kind: 'default', name: 'default' },
      { with: 'strict', kind: 'namedPolicy', name: 'strict' },
    ],
    ...change,
  };
}

const records: readonly PolicyRecord[] = [
  {
    kind: 'deployment',
    countsUnder: 'inForce',
    reason: 'notProduction',
    parameters: { environment: 'prd-eu' },
    title: 'v2.4.0 to prd-eu',
    url: 'https://git.example.org/acme/payments/deployments/1',
    at: '2026-11-20T08:00:00.000Z',
  },
  {
    kind: 'failure',
    countsUnder: 'inForce',
    reason: 'belowConfidence',
    parameters: { confidence: 0.7, minimum: 0.9 },
    title: 'v2.3.9 to prd-eu',
    at: '2026-11-19T08:00:00.000Z',
    evidence: [
      { kind: 'incident', confidence: 0.7, title: 'Cards are declined' },
    ],
  },
];

/** The policy in force of payments beside the default one; the records stand on two pages. */
export function createPolicyComparison(page: 1 | 2 = 1): PolicyComparison {
  const seconds = (value: number) => ({
    status: 'ok' as const,
    value,
    sampleSize: 143,
    excluded: [],
  });
  return {
    entity,
    window,
    inForce: {
      version: own,
      values: [
        { metricId: 'dora.change-lead-time', value: seconds(28 * 3_600) },
        {
          metricId: 'dora.change-fail-rate',
          value: {
            status: 'insufficientSample',
            value: 0.25,
            sampleSize: 4,
            excluded: [],
          },
        },
      ],
    },
    other: {
      version: standard,
      values: [
        { metricId: 'dora.change-lead-time', value: seconds(52 * 3_600) },
        {
          metricId: 'dora.change-fail-rate',
          value: {
            status: 'noData',
            reason: {
              code: 'noProductionEnvironment',
              parameters: { environments: ['prd-eu'] },
            },
            excluded: [],
          },
        },
      ],
    },
    differences: [
      {
        name: 'environments.production',
        from: productionDifference.to,
        to: productionDifference.from,
      },
    ],
    counts: [
      { kind: 'deployment', onlyInForce: 41, onlyOther: 0, both: 0 },
      { kind: 'failure', onlyInForce: 4, onlyOther: 0, both: 0 },
      { kind: 'incident', onlyInForce: 0, onlyOther: 0, both: 3 },
    ],
    records: [records[page - 1]],
    totalCount: 2,
    ...(page === 1 && { nextCursor: '1' }),
  };
}
