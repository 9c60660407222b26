import type {
  BandMonth,
  BandShare,
  MetricMove,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { window } from './deployments';
import { fiveMetrics } from './dora';

const HOUR = 3600;

const retail = {
  ref: 'domain:default/retail',
  kind: 'domain',
  title: 'Retail',
};
const payments = {
  ref: 'component:default/payments',
  kind: 'component',
  title: 'Payments',
};
const ledger = {
  ref: 'component:default/ledger',
  kind: 'component',
  title: 'Ledger',
};

export const overviewTargets: OverviewTargetsAnswer = {
  targets: [
    { ...retail, serviceCount: 12, ownerRefs: ['group:default/leads'] },
    {
      ref: 'group:default/money',
      kind: 'group',
      title: 'Money',
      serviceCount: 4,
      ownerRefs: [],
    },
    {
      ref: 'system:default/till',
      kind: 'system',
      title: 'Till',
      serviceCount: 3,
      ownerRefs: ['group:default/money'],
    },
  ],
};

const counts: BandShare = { elite: 2, high: 5, medium: 3, low: 1, unknown: 1 };

function months(): readonly BandMonth[] {
  return Array.from({ length: 12 }, (_, index) => {
    const at = (number: number) =>
      new Date(Date.UTC(2025, 11 + number, 1)).toISOString();
    return {
      from: at(index),
      to: at(index + 1),
      isCut: index === 11,
      counts:
        index < 2
          ? { elite: 0, high: 0, medium: 0, low: 0, unknown: 0 }
          : counts,
      notReadCount: index < 2 ? 12 : 0,
    };
  });
}

const BANDED = [
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
];

export function createOverview(
  change: Partial<OverviewAnswer> = {},
): OverviewAnswer {
  return {
    entity: retail,
    window,
    previousWindow: window,
    serviceCount: 12,
    hiddenServiceCount: 0,
    isFiltered: false,
    lifecycles: [
      { value: 'experimental', serviceCount: 2 },
      { value: 'production', serviceCount: 10 },
    ],
    tags: [{ value: 'java', serviceCount: 7 }],
    metrics: fiveMetrics,
    bands: BANDED.map(metricId => ({ metricId, counts, months: months() })),
    calculatedAt: '2026-11-22T12:00:00.000Z',
    ...change,
  };
}

const leadTime: MetricMove = {
  metricId: 'dora.change-lead-time',
  status: 'ok',
  value: 30 * HOUR,
  previous: 25 * HOUR,
  difference: 5 * HOUR,
  sampleSize: 143,
  previousSampleSize: 120,
  services: [
    {
      entity: ledger,
      contribution: 4 * HOUR,
      value: 50 * HOUR,
      previous: 40 * HOUR,
      sampleSize: 60,
      previousSampleSize: 50,
    },
    {
      entity: payments,
      contribution: -1 * HOUR,
      value: 10 * HOUR,
      previous: 12 * HOUR,
      sampleSize: 83,
      previousSampleSize: 70,
    },
  ],
  otherServices: { count: 10, contribution: 1.5 * HOUR },
  unexplainedByServices: 0.5 * HOUR,
  phases: [
    { phase: 'coding', contribution: 0, value: 4 * HOUR, previous: 4 * HOUR },
    {
      phase: 'pickup',
      contribution: 6 * HOUR,
      value: 12 * HOUR,
      previous: 6 * HOUR,
    },
    { phase: 'review', contribution: 0, value: 4 * HOUR, previous: 4 * HOUR },
    { phase: 'merge', contribution: 0, value: 2 * HOUR, previous: 2 * HOUR },
    {
      phase: 'deploy',
      contribution: -2 * HOUR,
      value: 3 * HOUR,
      previous: 5 * HOUR,
    },
  ],
  unexplainedByPhases: 1 * HOUR,
};

export const overviewChanges: OverviewChangesAnswer = {
  entity: retail,
  window,
  previousWindow: window,
  metrics: [
    leadTime,
    {
      metricId: 'dora.failed-deployment-recovery-time',
      status: 'noData',
      reason: { code: 'noDataInWindow', parameters: {} },
    },
    {
      metricId: 'dora.change-fail-rate',
      status: 'noData',
      reason: {
        code: 'belowMinimumSample',
        parameters: { sampleSize: 4, minimumSample: 10 },
      },
    },
    {
      metricId: 'dora.deployment-rework-rate',
      status: 'ok',
      value: 0.1,
      previous: 0.14,
      difference: -0.04,
      sampleSize: 41,
      previousSampleSize: 40,
      services: [
        {
          entity: payments,
          contribution: -0.04,
          value: 0.1,
          previous: 0.14,
          sampleSize: 41,
          previousSampleSize: 40,
        },
      ],
      otherServices: { count: 0, contribution: 0 },
      unexplainedByServices: 0,
    },
  ],
};

export const overviewCompleteness: OverviewCompletenessAnswer = {
  entity: retail,
  window,
  fractions: [
    {
      id: 'deploymentsWithRevision',
      count: 39,
      total: 41,
      lacking: [{ ...ledger, count: 10, total: 12 }],
      lackingCount: 1,
    },
    {
      id: 'deploymentsLinkedToPullRequests',
      count: 30,
      total: 30,
      lacking: [],
      lackingCount: 0,
    },
    { id: 'incidentsLinked', count: 0, total: 0, lacking: [], lackingCount: 0 },
    {
      id: 'servicesWithValue',
      metricId: 'dora.change-lead-time',
      count: 11,
      total: 12,
      lacking: [{ ...payments, count: 0, total: 1 }],
      lackingCount: 1,
    },
  ],
};

export const overviewServices: OverviewServicesAnswer = {
  entity: retail,
  window,
  items: [
    {
      ...ledger,
      lifecycle: 'production',
      values: [
        {
          metricId: 'dora.change-lead-time',
          status: 'ok',
          value: 50 * HOUR,
          sampleSize: 60,
          band: 'high',
        },
      ],
    },
    { ...payments, title: '=1+1', values: [] },
  ],
  totalCount: 2,
};
