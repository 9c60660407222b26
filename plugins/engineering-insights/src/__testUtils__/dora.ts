import type {
  Band,
  BandLevel,
  Change,
  DoraAnswer,
  EntityHealth,
  Exclusion,
  IncidentsAnswer,
  MetricAnswer,
  MetricValue,
  PhaseBucket,
  Reason,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import { entity, window } from './deployments';
import { createRandom } from './random';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK_MS = 7 * DAY * 1000;
const FIRST_MONDAY = Date.parse('2026-08-24T00:00:00Z');
const WEEKS = 13;

function weekFrom(index: number): string {
  return new Date(FIRST_MONDAY + index * WEEK_MS).toISOString();
}

function isCut(index: number): boolean {
  return index === 0 || index === WEEKS - 1;
}

function ok(
  value: number,
  sampleSize: number,
  more: { numerator?: number; excluded?: readonly Exclusion[] } = {},
): MetricValue {
  return { status: 'ok', value, sampleSize, excluded: [], ...more };
}

export function noValue(
  code: Reason['code'],
  parameters: Reason['parameters'] = {},
): MetricValue {
  return { status: 'noData', reason: { code, parameters }, excluded: [] };
}

function series(
  level: number,
  options: { seed: number; gapAt?: number; spread?: number },
): SeriesPoint[] {
  const random = createRandom(options.seed);
  const spread = options.spread ?? 0.5;
  return Array.from({ length: WEEKS }, (_, index) => ({
    from: weekFrom(index),
    to: weekFrom(index + 1),
    isCut: isCut(index),
    value:
      index === options.gapAt
        ? noValue('noDataInWindow')
        : ok(
            level *
              (1 - spread / 2 + random() * spread + 0.3 * Math.sin(index / 2)),
            8,
          ),
  }));
}

function band(
  level: BandLevel,
  origin: Band['origin'],
  labels: readonly [BandLevel, string, Band['origin']][],
): Band {
  return {
    level,
    set: 'dora-2024',
    year: 2024,
    origin,
    cutOffs: labels.map(([cutOff, label, cutOffOrigin]) => ({
      level: cutOff,
      label,
      origin: cutOffOrigin,
    })),
  };
}

function clear(verdict: 'better' | 'worse', difference: number): Change {
  return { verdict, difference, isClear: true };
}

const unclear: Change = {
  verdict: 'noClearChange',
  difference: 0.0001,
  isClear: false,
};

const leadTimeBand = band('high', 'published', [
  ['elite', 'elite below 1 day', 'published'],
  ['high', 'high below 7 days', 'published'],
  ['medium', 'medium below 30 days', 'published'],
]);

export const fiveMetrics: readonly MetricAnswer[] = [
  {
    metricId: 'dora.change-lead-time',
    value: ok(28 * HOUR, 143, {
      excluded: [
        { code: 'squashCommit', count: 9 },
        { code: 'firstDeployment', count: 3 },
      ],
    }),
    change: clear('better', -6 * HOUR),
    band: leadTimeBand,
    series: series(28 * HOUR, { seed: 1, gapAt: 4 }),
    details: {},
  },
  {
    metricId: 'dora.deployment-frequency',
    value: ok(41 / 90, 41),
    change: clear('better', 0.7 / 7),
    band: band('high', 'published', [
      ['elite', 'elite from 5 active days a week', 'ours'],
      ['high', 'high from 1 active day a week', 'published'],
    ]),
    series: series(41 / 90, { seed: 2 }),
    details: { medianActiveDaysPerWeek: 3, totalCount: 41 },
  },
  {
    metricId: 'dora.failed-deployment-recovery-time',
    value: ok(130 * 60, 3, { excluded: [{ code: 'stillOpen', count: 1 }] }),
    change: unclear,
    band: band('high', 'published', [
      ['elite', 'elite below 1 hour', 'published'],
      ['high', 'high below 1 day', 'published'],
      ['medium', 'medium below 7 days', 'ours'],
    ]),
    series: series(130 * 60, { seed: 3, gapAt: 6, spread: 1.2 }).map(
      (point, index) =>
        index % 4 === 1 ? point : { ...point, value: noValue('noFailures') },
    ),
    details: { openCount: 1 },
  },
  {
    metricId: 'dora.change-fail-rate',
    value: ok(3 / 41, 41, {
      numerator: 3,
      excluded: [{ code: 'tooRecent', count: 2 }],
    }),
    change: clear('worse', 0.02),
    band: band('high', 'ours', [
      ['elite', 'elite up to 5 %', 'published'],
      ['high', 'high up to 10 %', 'ours'],
      ['medium', 'medium up to 20 %', 'ours'],
    ]),
    series: series(3 / 41, { seed: 4, spread: 1.2 }),
    details: { tooRecentCount: 2 },
  },
  {
    metricId: 'dora.deployment-rework-rate',
    value: ok(4 / 41, 41, { numerator: 4 }),
    change: clear('better', -0.02),
    series: series(4 / 41, { seed: 5, spread: 1.1 }),
    details: {},
  },
];

const PHASE_MEDIANS = {
  coding: 9,
  pickup: 11,
  review: 6,
  merge: 1.4,
  deploy: 4,
} as const;

const phaseMetrics: readonly MetricAnswer[] = Object.entries(PHASE_MEDIANS).map(
  ([phase, hours]) => ({
    metricId: `flow.${phase}-time`,
    value: ok(hours * HOUR, 61),
    change: phase === 'pickup' ? clear('worse', 5 * HOUR) : unclear,
    series: [],
    details: { p85: hours * 3.1 * HOUR },
  }),
);

function phaseBuckets(): readonly PhaseBucket[] {
  const random = createRandom(9);
  const hours = (mean: number) => mean * HOUR * (0.6 + random() * 0.9);
  return Array.from({ length: WEEKS }, (_, index) => ({
    from: weekFrom(index),
    to: weekFrom(index + 1),
    isCut: isCut(index),
    pullRequestCount: index === 4 ? 0 : 4 + Math.floor(random() * 4),
    meanSeconds: {
      coding: hours(14),
      pickup: hours(8 + index),
      review: hours(9),
      merge: hours(3),
      deploy: hours(6),
      notDivided: hours(2.5),
    },
  }));
}

// The API's bins: cut at 1 h, 4 h, 1 d, 3 d, 1 wk, 1 mo and 3 mo.
const BIN_HOURS = [0, 1, 4, 24, 72, 168, 720, 2160, 4320];
const BIN_COUNTS = [5, 14, 46, 41, 22, 12, 3, 0];

export const health: EntityHealth = {
  entity,
  fractions: [
    { id: 'deploymentsWithRevision', count: 39, total: 41 },
    { id: 'deploymentsLinkedToPullRequests', count: 37, total: 41 },
    { id: 'incidentsLinked', count: 3, total: 5 },
  ],
  deployments: { usableCount: 39, totalCount: 41 },
  streams: ['deployments', 'commits', 'pullRequests'].map(stream => ({
    source: 'github',
    sourceTitle: 'GitHub',
    origin: 'github.com',
    scope: 'acme/payments',
    stream,
    lastSuccessAt: new Date(Date.now() - 4 * 60_000).toISOString(),
    coveredFrom: '2026-01-01T00:00:00.000Z',
    isHistoryDone: true,
    isStale: false,
  })),
  lastSyncAt: new Date(Date.now() - 4 * 60_000).toISOString(),
  candidates: [],
  environments: [
    { name: 'prd-eu', deploymentCount: 35, isProduction: true },
    { name: 'prd-us', deploymentCount: 6, isProduction: true },
    { name: 'staging', deploymentCount: 120, isProduction: false },
  ],
  annotationHints: [],
};

/** A healthy service: every number known. */
export function createDoraAnswer(change: Partial<DoraAnswer> = {}): DoraAnswer {
  return {
    entity,
    window,
    previousWindow: { from: '2026-05-27T00:00:00.000Z', to: window.from },
    metrics: [...fiveMetrics, ...phaseMetrics],
    phases: phaseBuckets(),
    distribution: {
      bins: BIN_COUNTS.map((count, index) => ({
        from: BIN_HOURS[index] * HOUR,
        to: BIN_HOURS[index + 1] * HOUR,
        count,
      })),
      p50: 28 * HOUR,
      p85: 4.6 * DAY,
    },
    summary: { deploymentCount: 41, changeCount: 143, failureCount: 4 },
    policyChanges: [],
    health,
    calculatedAt: '2026-11-22T20:00:00.000Z',
    ...change,
  };
}

/** The same service with other values for some of its metrics. */
export function withMetrics(
  changes: Readonly<Record<string, Partial<MetricAnswer>>>,
  change: Partial<DoraAnswer> = {},
): DoraAnswer {
  const answer = createDoraAnswer(change);
  return {
    ...answer,
    metrics: answer.metrics.map(metric => ({
      ...metric,
      ...changes[metric.metricId],
    })),
  };
}

/** A service that has no number for one reason. */
export function withoutNumbers(
  reason: Reason,
  change: Partial<DoraAnswer> = {},
): DoraAnswer {
  const value: MetricValue = { status: 'notConfigured', reason, excluded: [] };
  const answer = createDoraAnswer();
  return {
    ...answer,
    metrics: answer.metrics.map(metric => ({
      ...metric,
      value,
      change: undefined,
      band: undefined,
      series: [],
      details: {},
    })),
    phases: [],
    distribution: { bins: [] },
    summary: {},
    ...change,
  };
}

/** The same, of a service whose pull requests are known though its deployments are not. */
export function withoutDeployments(
  reason: Reason,
  change: Partial<DoraAnswer> = {},
): DoraAnswer {
  const known = createDoraAnswer();
  const answer = withoutNumbers(reason, change);
  return {
    ...answer,
    metrics: answer.metrics.map(metric =>
      metric.metricId.startsWith('flow.') &&
      metric.metricId !== 'flow.deploy-time'
        ? known.metrics.find(({ metricId }) => metricId === metric.metricId) ??
          metric
        : metric,
    ),
    phases: known.phases.map(bucket => ({
      ...bucket,
      meanSeconds: { ...bucket.meanSeconds, deploy: 0 },
    })),
  };
}

const largestContributor = {
  entityRef: 'component:default/ledger',
  title: 'ledger',
  share: 0.62,
};

/** A system of nine services, most of whose numbers come from one of them. */
export function createRollUpAnswer(): DoraAnswer {
  const answer = createDoraAnswer();
  return {
    ...answer,
    entity: {
      ref: 'system:default/checkout',
      kind: 'system',
      title: 'Checkout',
    },
    services: ['ledger', 'payments', ...'abcdefg'].map(name => ({
      ref: `component:default/${name}`,
      kind: 'component',
      title: name,
    })),
    metrics: answer.metrics.map(metric => ({
      ...metric,
      band: undefined,
      largestContributor,
      ...(metric.band && {
        bandCounts: { elite: 2, high: 3, medium: 0, low: 0, unknown: 4 },
      }),
      ...(metric.metricId === 'dora.deployment-frequency' && {
        details: { serviceCount: 9, totalPerDay: (9 * 41) / 90 },
      }),
    })),
  };
}

export const incidents: IncidentsAnswer = {
  entity,
  window,
  hiddenServiceCount: 0,
  items: [
    {
      id: 'i-1',
      title: 'Checkout answers slowly',
      severity: 'high',
      openedAt: '2026-11-17T09:20:00.000Z',
      isResolved: true,
      resolvedAt: '2026-11-17T11:05:00.000Z',
      url: 'https://incidents.example.com/P-491',
      attribution: 'unlinked',
      evidence: [],
    },
    {
      id: 'i-2',
      title: 'Card provider returned errors',
      severity: 'medium',
      openedAt: '2026-11-20T14:00:00.000Z',
      isResolved: false,
      url: 'https://incidents.example.com/P-495',
      attribution: 'unlinked',
      evidence: [],
    },
  ],
};
