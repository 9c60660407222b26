import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import { entity, window } from './deployments';
import { metricDefinitions } from './metric';

const TITLES = [
  'Fix rounding of refunds (#812)',
  'Retry card authorisation once (#815)',
  'Read fees from the ledger (#819)',
  'Remove the old webhook (#822)',
  'Cache exchange rates for a minute (#826)',
];

function record(index: number): ExplainRecord {
  return {
    observationKey: `c-${index}`,
    observedAt: new Date(
      Date.parse('2026-11-20T10:00:00Z') - index * 40_000_000,
    ).toISOString(),
    value: (28 + (index - 2) * 3) * 3600,
    title: TITLES[index % TITLES.length],
    url: `https://github.com/acme/payments/pull/${812 + index}`,
  };
}

/** Why a metric is what it is; the first page of two. */
export function createExplainAnswer(metricId: string): ExplainAnswer {
  const definition =
    metricDefinitions.find(({ id }) => id === metricId) ?? metricDefinitions[0];
  return {
    entity,
    window,
    definition,
    value: { status: 'ok', value: 28 * 3600, sampleSize: 143, excluded: [] },
    formula: { parameters: { rank: 72, sampleSize: 143 }, atRank: [record(2)] },
    includedCount: 143,
    excludedCounts: [
      { code: 'squashCommit', count: 9 },
      { code: 'firstDeployment', count: 3 },
    ],
    records: [
      ...Array.from({ length: 8 }, (_, index) => record(index)),
      {
        observationKey: 'c-x',
        observedAt: '2026-09-01T10:00:00.000Z',
        title: 'Merge refunds into main',
        excludedReason: 'squashCommit',
      },
    ],
    hiddenRecordCount: 0,
    nextCursor: 'page-2',
    policy: {
      name: 'default',
      setBy: 'app-config.yaml',
      since: '2026-01-01T00:00:00.000Z',
      settings: {
        unit: 'commit',
        start: 'authored',
        statistic: 'p50',
        clock: 'elapsed',
      },
    },
  };
}
