import { FINDING_AGE_BINS } from '@sei-platform/plugin-engineering-insights-common';
import type {
  CoverageByService,
  EntityName,
  ExplainAnswer,
  ExplainRecord,
  FindingsByAge,
  MetricAnswer,
  NowTileId,
  NowTile,
  Reason,
  SeriesPoint,
  SprintSummary,
  TeamAnswer,
  TeamNowAnswer,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import { window } from './deployments';
import { createDoraAnswer, health, noValue } from './dora';
import { createRandom } from './random';
import { teamDefinitions } from './teamDefinitions';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK_MS = 7 * DAY * 1000;
const FIRST_MONDAY = Date.parse('2026-08-24T00:00:00Z');
const WEEKS = 13;

export const team: EntityName = {
  kind: 'group',
  namespace: 'default',
  name: 'payments',
};
const teamEntity = {
  ref: 'group:default/payments',
  kind: 'Group',
  title: 'Payments team',
};
const services = [
  { ref: 'component:default/payments', kind: 'Component', title: 'Payments' },
  { ref: 'component:default/ledger', kind: 'Component', title: 'Ledger' },
];

type Parts = Readonly<Record<string, number>>;

interface SeriesOptions {
  readonly seed: number;
  readonly level: number;
  /** Weeks in which nothing is known. */
  readonly gaps?: readonly number[];
  readonly sampleSize?: number;
  readonly parts?: Parts;
}

function series(options: SeriesOptions): SeriesPoint[] {
  const random = createRandom(options.seed);
  return Array.from({ length: WEEKS }, (_, index) => {
    const factor = 0.75 + random() / 2;
    const sampleSize = Math.round((options.sampleSize ?? 8) * factor);
    const isKnown = !options.gaps?.includes(index);
    return {
      from: new Date(FIRST_MONDAY + index * WEEK_MS).toISOString(),
      to: new Date(FIRST_MONDAY + (index + 1) * WEEK_MS).toISOString(),
      isCut: index === 0 || index === WEEKS - 1,
      value: isKnown
        ? {
            status: 'ok',
            value: options.level * factor,
            sampleSize,
            excluded: [],
          }
        : noValue('noDataInWindow'),
      ...(options.parts &&
        isKnown && {
          categories: Object.fromEntries(
            Object.entries(options.parts).map(([id, amount]) => [
              id,
              Math.round(amount * factor),
            ]),
          ),
        }),
    };
  });
}

interface MetricOptions {
  readonly value: number;
  readonly sampleSize: number;
  readonly seed: number;
  readonly weekly?: Partial<SeriesOptions>;
  readonly details?: MetricAnswer['details'];
  readonly categories?: Parts;
  readonly change?: MetricAnswer['change'];
}

function metric(metricId: string, options: MetricOptions): MetricAnswer {
  return {
    metricId,
    value: {
      status: 'ok',
      value: options.value,
      sampleSize: options.sampleSize,
      excluded: [],
    },
    change: options.change,
    series: series({
      seed: options.seed,
      level: options.value,
      ...options.weekly,
    }),
    details: options.details ?? {},
    categories: options.categories,
  };
}

const phaseMetrics = createDoraAnswer().metrics.filter(({ metricId }) =>
  metricId.startsWith('flow.'),
);

const METRICS: Readonly<Record<TeamSection, readonly MetricAnswer[]>> = {
  flow: [
    {
      ...metric('flow.throughput', {
        value: 61 / 90,
        sampleSize: 61,
        seed: 1,
        weekly: { sampleSize: 5, gaps: [4] },
        change: { verdict: 'neutral', difference: 2 / 7, isClear: true },
      }),
      largestContributor: {
        entityRef: 'component:default/ledger',
        title: 'Ledger',
        share: 0.62,
      },
    },
    metric('flow.cycle-time', {
      value: 30 * HOUR,
      sampleSize: 58,
      seed: 2,
      details: { p85: 4 * DAY },
      change: { verdict: 'worse', difference: 5 * HOUR, isClear: true },
    }),
    metric('flow.time-to-first-review', {
      value: 5 * HOUR,
      sampleSize: 55,
      seed: 3,
      details: { p85: 20 * HOUR },
    }),
    metric('flow.pull-request-size', { value: 120, sampleSize: 60, seed: 4 }),
    metric('flow.work-in-progress-age', {
      value: 3 * DAY,
      sampleSize: 6,
      seed: 5,
    }),
    ...phaseMetrics,
  ],
  planning: [
    metric('planning.cumulative-flow', {
      value: 42,
      sampleSize: 42,
      seed: 6,
      categories: { todo: 20, inProgress: 7, done: 15 },
      weekly: { parts: { todo: 20, inProgress: 7, done: 15 } },
    }),
    metric('planning.issue-cycle-time', {
      value: 2 * DAY,
      sampleSize: 24,
      seed: 7,
      details: { p85: 6 * DAY, p95: 11 * DAY },
    }),
    metric('planning.sprint-commitment', {
      value: 0.8,
      sampleSize: 40,
      seed: 8,
    }),
  ],
  balance: [
    metric('planning.work-mix', {
      value: 40,
      sampleSize: 40,
      seed: 9,
      categories: { feature: 20, defect: 8, unplanned: 4, notClassified: 8 },
      weekly: {
        parts: { feature: 5, defect: 2, unplanned: 1, notClassified: 2 },
        gaps: [3],
      },
    }),
    metric('planning.unplanned-share', {
      value: 0.125,
      sampleSize: 32,
      seed: 10,
      weekly: { gaps: [3] },
    }),
    metric('collaboration.review-load', {
      value: 9,
      sampleSize: 8,
      seed: 11,
      details: { p10: 2, p25: 4, p75: 14, p90: 22 },
    }),
    metric('collaboration.merged-without-review', {
      value: 0.04,
      sampleSize: 50,
      seed: 12,
    }),
  ],
  quality: [
    metric('pipelines.success-rate', {
      value: 0.91,
      sampleSize: 300,
      seed: 13,
    }),
    metric('pipelines.duration', {
      value: 8 * 60,
      sampleSize: 270,
      seed: 14,
      details: { p85: 12 * 60, p95: 21 * 60 },
    }),
    metric('reliability.incident-count', {
      value: 9,
      sampleSize: 9,
      seed: 15,
      categories: { critical: 1, high: 3, medium: 4, low: 1 },
      weekly: { parts: { high: 1, medium: 2 } },
    }),
    metric('reliability.incident-resolution-time', {
      value: 3 * HOUR,
      sampleSize: 8,
      seed: 16,
      details: { p85: 9 * HOUR },
    }),
    metric('security.open-findings', {
      value: 17,
      sampleSize: 17,
      seed: 17,
      categories: { critical: 1, high: 4, medium: 9, low: 3 },
      weekly: { parts: { critical: 1, high: 4, medium: 9, low: 3 } },
    }),
    metric('quality.coverage', { value: 0.74, sampleSize: 2, seed: 18 }),
  ],
};

const amount = (itemCount: number) => ({ itemCount });

const SPRINTS: readonly SprintSummary[] = [
  {
    name: 'Sprint 41',
    board: 'Payments',
    url: 'https://jira.example.com/boards/1/sprints/41',
    startAt: '2026-10-26T09:00:00.000Z',
    endAt: '2026-11-08T17:00:00.000Z',
    isRunning: false,
    committed: amount(20),
    added: amount(4),
    done: amount(19),
  },
  {
    name: 'Sprint 42',
    board: 'Payments',
    startAt: '2026-11-09T09:00:00.000Z',
    endAt: '2026-11-22T17:00:00.000Z',
    isRunning: true,
    committed: amount(18),
    added: amount(2),
    done: amount(11),
  },
];

const FINDINGS: FindingsByAge = {
  bins: [
    [1, 2, 3, 1],
    [0, 1, 4, 1],
    [0, 1, 2, 0],
    [0, 0, 0, 1],
  ].map(([critical, high, medium, low], index) => ({
    ...FINDING_AGE_BINS[index],
    counts: { critical, high, medium, low, unknown: 0 },
  })),
  excluded: [{ code: 'timeUnknown', count: 2 }],
};

const COVERAGE: CoverageByService = {
  services: services.map((entity, at) => ({
    entity,
    points: series({ seed: 20, level: 0.7 + at / 10 }).map(
      ({ from, to, isCut }, index) => ({
        from,
        to,
        isCut,
        value: at === 1 && index === 6 ? undefined : 0.7 + at / 10,
      }),
    ),
  })),
  serviceCount: 3,
};

/** One section of a healthy team: every number known. */
export function createTeamAnswer(
  section: TeamSection = 'flow',
  change: Partial<TeamAnswer> = {},
): TeamAnswer {
  return {
    entity: teamEntity,
    window,
    previousWindow: { from: '2026-05-27T00:00:00.000Z', to: window.from },
    section,
    clock: 'elapsed',
    hasSubTeams: true,
    isWithSubTeams: false,
    services,
    metrics: METRICS[section],
    ...(section === 'flow' && { phases: createDoraAnswer().phases }),
    ...(section === 'planning' && { sprints: SPRINTS }),
    ...(section === 'quality' && {
      findingsByAge: FINDINGS,
      coverageByService: COVERAGE,
    }),
    health: { ...health, entity: teamEntity },
    calculatedAt: '2026-11-22T20:00:00.000Z',
    ...change,
  };
}

/** The same team with other values for some of a section's metrics. */
export function withTeamMetrics(
  section: TeamSection,
  changes: Readonly<Record<string, Partial<MetricAnswer>>>,
  change: Partial<TeamAnswer> = {},
): TeamAnswer {
  const answer = createTeamAnswer(section, change);
  return {
    ...answer,
    metrics: answer.metrics.map(metricAnswer => ({
      ...metricAnswer,
      ...changes[metricAnswer.metricId],
    })),
  };
}

/** What is left of a metric of which nothing is known. */
export function unknownMetric(reason: Reason): Partial<MetricAnswer> {
  return {
    value: {
      status: reason.code === 'tooFewContributors' ? 'withheld' : 'noData',
      reason,
      excluded: [],
    },
    change: undefined,
    series: [],
    details: {},
    categories: undefined,
  };
}

/** A team of which nothing is known in a section for one reason. */
export function withoutTeamNumbers(
  section: TeamSection,
  reason: Reason,
  change: Partial<TeamAnswer> = {},
): TeamAnswer {
  const answer = createTeamAnswer(section, change);
  return {
    ...answer,
    metrics: answer.metrics.map(metricAnswer => ({
      ...metricAnswer,
      ...unknownMetric(reason),
    })),
  };
}

function tile(count: number, more: Partial<NowTile> = {}): NowTile {
  return {
    status: 'ok',
    totalCount: count,
    items: Array.from({ length: Math.min(count, 3) }, (_, index) => ({
      title: `Change number ${index + 1}`,
      url: `https://github.com/acme/payments/pull/${900 + index}`,
      since: new Date(Date.now() - (9 - 2 * index) * DAY * 1000).toISOString(),
      entityRef: services[index % 2].ref,
      serviceTitle: services[index % 2].title,
    })),
    ...more,
  } as NowTile;
}

/** What waits in a team: reviews and old work, nothing red, and no source of incidents. */
export function createTeamNow(
  changes: Partial<Record<NowTileId, NowTile>> = {},
): TeamNowAnswer {
  return {
    entity: teamEntity,
    isWithSubTeams: false,
    hiddenServiceCount: 0,
    tiles: {
      waitingForReview: tile(5),
      agingWork: tile(2, { thresholdSeconds: 4 * DAY }),
      redPipelines: tile(0),
      openIncidents: {
        status: 'noData',
        reason: { code: 'notConnected', parameters: { needs: ['incidents'] } },
      },
      ...changes,
    },
  };
}

const STAGES = ['draft', 'waiting', 'inReview', 'approved'];

function pointOf(metricId: string, index: number): ExplainRecord {
  return {
    observationKey: `1:${900 + index}`,
    observedAt: new Date(
      Date.parse('2026-11-20T10:00:00Z') - index * 2 * DAY * 1000,
    ).toISOString(),
    value: (index + 1) * DAY,
    ...(metricId === 'flow.work-in-progress-age' && {
      category: STAGES[index % STAGES.length],
    }),
    title: `Piece of work ${index + 1}`,
    url: `https://github.com/acme/ledger/pull/${900 + index}`,
    entityRef: services[index % 2].ref,
  };
}

/** The records that a chart's points are made of. */
export function createPoints(
  metricId: string,
  count = 6,
): Pick<
  ExplainAnswer,
  'entity' | 'definition' | 'records' | 'nextCursor' | 'includedCount'
> {
  return {
    entity: teamEntity,
    definition:
      teamDefinitions.find(({ id }) => id === metricId) ?? teamDefinitions[0],
    includedCount: count,
    records: Array.from({ length: count }, (_, index) =>
      pointOf(metricId, index),
    ),
    nextCursor: undefined,
  };
}
