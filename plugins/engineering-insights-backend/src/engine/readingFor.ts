import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricNeed,
} from '@sei-platform/plugin-engineering-insights-node';
import type { FactTimes, Readiness, StreamState } from './Readiness';

/** How far the streams were read that a metric is made of. */
export interface Reading {
  /** The scopes that could give something of it: those with such a stream, and those that are pushed to. */
  readonly scopeTitles: readonly string[];
  readonly scopeCount: number;
  /** Scopes whose history was read. */
  readonly doneScopeCount: number;
  /** About how long the rest of the history takes, where that can be told. */
  readonly secondsLeft?: number;
  /** Streams that never ended well, or have history to read. */
  readonly isCollecting: boolean;
  /** Some stream has not been read at all. */
  readonly isAnyStreamUnread: boolean;
  /** There are streams, and the source lets none of them be read. */
  readonly isEveryStreamRefused: boolean;
  /** ISO 8601: from then on everything that the streams offer was read. */
  readonly coveredFrom?: string;
  /** The stream whose last success is the oldest. */
  readonly oldestSuccess?: {
    readonly at: string;
    readonly error?: string;
    readonly message?: string;
  };
  /** Of a stream that never ended well: why. */
  readonly failure?: { readonly error: string; readonly message: string };
}

const byText = (a: string, b: string) => a.localeCompare(b);

const DEPLOYMENT_KINDS: Readonly<Record<string, FactKind>> = {
  deployments: 'deployment',
  releases: 'release',
  tags: 'release',
  pipelineRuns: 'pipelineRun',
  merges: 'pullRequest',
};

/** What tells that a deployment failed, whatever the policy. */
const EVIDENCE: readonly FactKind[] = ['incident', 'commit', 'pullRequest'];

const KINDS: Readonly<
  Record<Exclude<MetricNeed, 'deployments'>, readonly FactKind[]>
> = {
  revisions: ['commit', 'pullRequest'],
  evidence: EVIDENCE,
  failures: EVIDENCE,
  commits: ['commit'],
  pullRequests: ['pullRequest', 'review'],
  pipelineRuns: ['pipelineRun'],
  incidents: ['incident'],
  issues: ['issue'],
  sprints: ['sprint'],
  findings: ['finding'],
  qualityMeasures: ['qualityMeasure'],
};

/** The kinds of facts that tell by themselves since when, and until when, there was something. */
export function datedKindsOf(
  metrics: readonly Pick<Metric, 'needs'>[],
): readonly FactKind[] {
  const kinds = metrics.flatMap(({ needs }) =>
    needs.includes('deployments')
      ? []
      : needs.flatMap(need => (need === 'deployments' ? [] : KINDS[need])),
  );
  return [...new Set(kinds)];
}

/** What tells which streams of a component something is made of. */
export type StreamReadiness = Pick<
  Readiness,
  'deploymentsFrom' | 'hasIssueIncidents'
>;

/** The kinds of facts that something is made of, under the policy in force. */
function kindsOf(
  needs: readonly MetricNeed[],
  { deploymentsFrom, hasIssueIncidents }: StreamReadiness,
): ReadonlySet<FactKind> {
  const kinds = new Set(
    needs.flatMap(need =>
      need === 'deployments'
        ? DEPLOYMENT_KINDS[deploymentsFrom] ?? 'deployment'
        : KINDS[need],
    ),
  );
  return kinds.has('incident') && hasIssueIncidents
    ? kinds.add('issue')
    : kinds;
}

/** When the first and the last thing happened that a metric is made of; neither where there was none. */
export function factTimesFor(
  readiness: Readiness,
  { needs }: Pick<Metric, 'needs'>,
): Partial<FactTimes> {
  if (needs.includes('deployments')) {
    const { firstRolloutAt: firstAt, lastRolloutAt: lastAt } = readiness;
    return { firstAt, lastAt };
  }
  const times = [...kindsOf(needs, readiness)].flatMap(
    kind => readiness.factTimes.get(kind) ?? [],
  );
  return {
    firstAt: times.map(({ firstAt }) => firstAt).sort(byText)[0],
    lastAt: times
      .map(({ lastAt }) => lastAt)
      .sort(byText)
      .at(-1),
  };
}

// A stream that the source refuses or does not have stops alone: the rest goes on and stays current.
const isRefused = ({ error }: Pick<StreamState, 'error'>) =>
  error === 'NotAllowedError' || error === 'NotFoundError';

const secondsBetween = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1_000;

/** The streams that give something of what is needed. */
function neededStreams<TStream extends Pick<StreamState, 'produces'>>(
  readiness: StreamReadiness & { readonly streams: readonly TStream[] },
  needs: readonly MetricNeed[],
): readonly TStream[] {
  const kinds = kindsOf(needs, readiness);
  return readiness.streams.filter(
    ({ produces }) => !produces || produces.some(kind => kinds.has(kind)),
  );
}

/** From when on everything is known that some streams offer. */
function coverageOf(
  streams: readonly Pick<StreamState, 'coveredFrom'>[],
): string | undefined {
  return streams
    .flatMap(stream => stream.coveredFrom ?? [])
    .sort(byText)
    .at(-1);
}

/** Since when a component's streams were read that give what is needed; undefined where none was. */
export function readSince(
  readiness: StreamReadiness & {
    readonly streams: readonly Pick<
      StreamState,
      'produces' | 'coveredFrom' | 'error'
    >[];
  },
  { needs }: Pick<Metric, 'needs'>,
): string | undefined {
  return coverageOf(
    neededStreams(readiness, needs).filter(stream => !isRefused(stream)),
  );
}

function scopesOf(
  { scopes, streams }: Readiness,
  needed: readonly StreamState[],
): Readiness['scopes'] {
  const hasStream = (id: number, among: readonly StreamState[]) =>
    among.some(stream => stream.scopeId === id);
  return scopes.filter(
    ({ id }) => hasStream(id, needed) || !hasStream(id, streams),
  );
}

function readComponent(
  readiness: Readiness,
  needs: readonly MetricNeed[],
): Reading {
  const needed = neededStreams(readiness, needs);
  const followed = needed.filter(stream => !isRefused(stream));
  const scopes = scopesOf(readiness, needed);
  const open = followed.filter(stream => !stream.isHistoryDone);
  const remaining = new Set(open.map(stream => stream.scopeId)).size;
  const doneScopeCount = scopes.length - remaining;
  const [begunAt] = open.flatMap(stream => stream.begunAt ?? []).sort(byText);
  const isAnyStreamUnread = followed.some(stream => !stream.coveredFrom);
  const [oldest] = followed
    .filter(stream => stream.lastSuccessAt)
    .sort((a, b) => byText(a.lastSuccessAt!, b.lastSuccessAt!));
  const failed = followed.find(stream => !stream.lastSuccessAt && stream.error);
  return {
    scopeTitles: scopes.map(scope => scope.title),
    scopeCount: scopes.length,
    doneScopeCount,
    ...(begunAt &&
      doneScopeCount > 0 && {
        secondsLeft: Math.round(
          (secondsBetween(begunAt, readiness.asOf) / doneScopeCount) *
            remaining,
        ),
      }),
    isCollecting:
      remaining > 0 ||
      isAnyStreamUnread ||
      (readiness.scopes.length > 0 && !readiness.isDerived),
    isAnyStreamUnread,
    isEveryStreamRefused: needed.length > 0 && followed.length === 0,
    coveredFrom: coverageOf(followed),
    ...(oldest && {
      oldestSuccess: {
        at: oldest.lastSuccessAt!,
        error: oldest.error,
        message: oldest.message,
      },
    }),
    ...(failed && {
      failure: { error: failed.error!, message: failed.message ?? '' },
    }),
  };
}

/**
 * Of a system, domain or group: it is covered from when any of its components
 * is, and stale when all of them are, as one quiet source among many does not
 * make the whole unknown.
 */
function combineReadings(parts: readonly Reading[]): Reading {
  const sum = (pick: (part: Reading) => number) =>
    parts.reduce((total, part) => total + pick(part), 0);
  const some = (pick: (part: Reading) => boolean) => parts.some(pick);
  const left = parts.flatMap(part => part.secondsLeft ?? []);
  return {
    scopeTitles: [...new Set(parts.flatMap(part => part.scopeTitles))],
    scopeCount: sum(part => part.scopeCount),
    doneScopeCount: sum(part => part.doneScopeCount),
    ...(left.length > 0 && { secondsLeft: Math.max(...left) }),
    isCollecting: some(part => part.isCollecting),
    isAnyStreamUnread: some(part => part.isAnyStreamUnread),
    isEveryStreamRefused:
      parts.length > 0 && parts.every(part => part.isEveryStreamRefused),
    coveredFrom: parts
      .flatMap(part => part.coveredFrom ?? [])
      .sort(byText)
      .at(0),
    oldestSuccess: parts
      .flatMap(part => part.oldestSuccess ?? [])
      .sort((a, b) => byText(b.at, a.at))
      .at(0),
    failure: parts.find(part => part.failure)?.failure,
  };
}

// A sweep asks the same of an entity for each metric and week.
const known = new WeakMap<Readiness, Map<string, Reading>>();

/** How far those streams of an entity were read that give what is needed; one that gives nothing of it is not waited for. */
export function readingFor(
  readiness: Readiness,
  { needs }: Pick<Metric, 'needs'>,
): Reading {
  const readings = known.get(readiness) ?? new Map<string, Reading>();
  known.set(readiness, readings);
  const key = needs.join();
  const reading =
    readings.get(key) ??
    (readiness.parts.length > 0
      ? combineReadings(
          readiness.parts.map(part => readingFor(part, { needs })),
        )
      : readComponent(readiness, needs));
  readings.set(key, reading);
  return reading;
}
