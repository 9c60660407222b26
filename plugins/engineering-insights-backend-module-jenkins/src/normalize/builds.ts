import type { JsonValue } from '@backstage/types';
import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { namesOf } from '../jobPathOf';
import { branchNameOf, chooseRevision } from './chooseRevision';

/** Milliseconds since 1970, as far as a date goes. */
const time = z.int().nonnegative().max(8.64e15);
const duration = z.int().nonnegative();
const count = z.int().nonnegative();

const actionSchema = z.object({
  _class: z.string().optional(),
  causes: z.array(z.object({ _class: z.string().optional() })).optional(),
  lastBuiltRevision: z
    .object({
      SHA1: z.string(),
      branch: z.array(z.object({ name: z.string().nullish() })),
    })
    .optional(),
  remoteUrls: z.array(z.string()).optional(),
  queuingDurationMillis: duration.optional(),
  totalCount: count.optional(),
  failCount: count.optional(),
  skipCount: count.optional(),
});

const stageSchema = z.object({
  name: z.string(),
  status: z.string().nullish(),
  startTimeMillis: time.nullish(),
  durationMillis: duration.nullish(),
});

const itemSchema = z.object({
  job: z.object({ fullName: z.string(), branch: z.string().optional() }),
  url: z.string().optional(),
  build: z.object({
    number: z.int().positive(),
    timestamp: time,
    duration: duration.optional(),
    building: z.boolean().default(false),
    result: z.string().nullish(),
    actions: z.array(actionSchema),
  }),
  stages: z.array(stageSchema).optional(),
});

type Item = z.infer<typeof itemSchema>;
type Build = Item['build'];
type Stage = z.infer<typeof stageSchema>;

type Outcome = PipelineRunFact['outcome'];

// Jenkins calls a build unstable whose tests failed.
const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['SUCCESS', 'success'],
  ['UNSTABLE', 'failure'],
  ['FAILURE', 'failure'],
  ['ABORTED', 'cancelled'],
  ['NOT_BUILT', 'skipped'],
]);
const STAGE_OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['SUCCESS', 'success'],
  ['UNSTABLE', 'failure'],
  ['FAILED', 'failure'],
  ['ABORTED', 'cancelled'],
  ['NOT_EXECUTED', 'skipped'],
]);

/** A number is given once in a job. */
export function buildExternalId(item: {
  job: { fullName: string };
  build: { number: number };
}): string {
  return `${item.job.fullName}#${item.build.number}`;
}

/** When it ended, or began where it runs; it may be asked of a build that is not as expected. */
export function buildUpdatedAt(build: {
  timestamp: number;
  duration?: JsonValue;
  building?: JsonValue;
}): string | undefined {
  const { timestamp, duration: lasted, building } = build;
  const hasEnded = building !== true && typeof lasted === 'number';
  return isoOf(hasEnded ? timestamp + lasted : timestamp);
}

export function normalizeBuild(
  item: JsonValue,
  options: { readonly sharedLibraries: readonly string[] },
): NormalizeResult {
  return parseItem(itemSchema, item, value => ({
    result: 'ok',
    facts: [toPipelineRun(value, options.sharedLibraries)],
  }));
}

function toPipelineRun(
  item: Item,
  sharedLibraries: readonly string[],
): PipelineRunFact {
  const { job, build, url, stages } = item;
  const { timestamp, duration: lasted, building, result } = build;
  const revision = chooseRevision({
    checkedOut: checkoutsOf(build),
    jobNames: namesOf(job.fullName),
    jobBranch: job.branch,
    sharedLibraries,
  });
  const queued = build.actions.find(
    ({ queuingDurationMillis }) => queuingDurationMillis !== undefined,
  )?.queuingDurationMillis;
  return {
    kind: 'pipelineRun',
    externalId: buildExternalId(item),
    sourceUpdatedAt: buildUpdatedAt(build),
    url,
    pipeline: job.fullName,
    branch: job.branch ?? branchNameOf(revision?.branch),
    sha: revision?.sha,
    trigger: triggerOf(build),
    // A build that is run again is another build.
    attempt: 1,
    queuedAt: queued === undefined ? undefined : isoOf(timestamp - queued),
    startedAt: isoOf(timestamp),
    finishedAt:
      building || lasted === undefined ? undefined : isoOf(timestamp + lasted),
    // A build that still runs may have a result already, which can get worse.
    outcome: (!building && OUTCOMES.get(result ?? '')) || 'unknown',
    sourceOutcome: result ?? undefined,
    stages: stages?.map(toStage),
    tests: testsOf(build),
  };
}

function checkoutsOf({ actions }: Build) {
  return actions.flatMap(({ lastBuiltRevision, remoteUrls = [] }) =>
    lastBuiltRevision
      ? [
          {
            sha: lastBuiltRevision.SHA1,
            branch: lastBuiltRevision.branch[0]?.name ?? undefined,
            remoteUrls,
          },
        ]
      : [],
  );
}

/** The kind of the first cause: `hudson.model.Cause$UserIdCause` is `UserIdCause`. An interruption has causes too. */
function triggerOf({ actions }: Build): string | undefined {
  const [cause] = actions
    .filter(({ _class }) => _class === 'hudson.model.CauseAction')
    .flatMap(({ causes = [] }) => causes);
  return cause?._class?.split(/[.$]/).at(-1);
}

/** Several reports, of units and of browsers, are one sum. */
function testsOf({ actions }: Build): PipelineRunFact['tests'] {
  const reports = actions.filter(({ totalCount }) => totalCount !== undefined);
  if (reports.length === 0) return undefined;
  const sum = (key: 'totalCount' | 'failCount' | 'skipCount') =>
    reports.reduce((total, report) => total + (report[key] ?? 0), 0);
  return {
    total: sum('totalCount'),
    failed: sum('failCount'),
    skipped: sum('skipCount'),
  };
}

function toStage(stage: Stage): NonNullable<PipelineRunFact['stages']>[number] {
  const { name, status, startTimeMillis, durationMillis } = stage;
  const outcome = STAGE_OUTCOMES.get(status ?? '') ?? 'unknown';
  const startedAt = startTimeMillis ?? undefined;
  // A stage that was left out has the time at which that was decided.
  if (outcome === 'skipped' || startedAt === undefined)
    return { name, outcome };
  return {
    name,
    startedAt: isoOf(startedAt),
    // Without a duration its end is not known.
    ...(typeof durationMillis === 'number' && {
      finishedAt: isoOf(startedAt + durationMillis),
    }),
    outcome,
  };
}

function isoOf(milliseconds: number): string | undefined {
  const instant = DateTime.fromMillis(Number(milliseconds), { zone: 'utc' });
  return instant.toISO() ?? undefined;
}
