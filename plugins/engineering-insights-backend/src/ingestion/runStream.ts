import type { JsonValue } from '@backstage/types';
import { DateTime } from 'luxon';
import type {
  Budget,
  Connector,
  Page,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { ClaimedStream } from '../database/operations/ingestion/claimStreams';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { finishReading } from '../database/operations/ingestion/finishReading';
import { markScopeGone } from '../database/operations/ingestion/markScopeGone';
import { postponeStreams } from '../database/operations/ingestion/postponeStreams';
import { releaseStream } from '../database/operations/ingestion/releaseStream';
import { resumeStreams } from '../database/operations/ingestion/resumeStreams';
import { finishRun } from '../database/operations/ingestion/saveRun';
import type { Progress } from '../database/operations/ingestion/saveProgress';
import { endRunWithError } from './endRunWithError';
import { failureSubjects } from './failureSubject';
import type { IngestionContext } from './IngestionContext';
import { reserveOf } from './IngestionSettings';
import { planReading, type ReadingPlan } from './planReading';
import { readPages } from './readPages';
import { startHeartbeat } from './startHeartbeat';
import { writePage } from './writePage';

export interface RunStreamOptions {
  readonly context: IngestionContext;
  readonly connector: Connector;
  readonly claim: ClaimedStream;
  /** Aborted when the replica stops. */
  readonly signal: AbortSignal;
}

/**
 * Reads a claimed stream: changes, then a piece of history. Whatever happens,
 * each page that was written stays, and the next run goes on behind it.
 */
export async function runStream(options: RunStreamOptions): Promise<void> {
  const { context, claim } = options;
  const heartbeat = startHeartbeat(options);
  const run: Run = {
    ...options,
    stream: findStream(options),
    signal: AbortSignal.any([options.signal, heartbeat.signal]),
    plan: planReading(claim, context.settings),
    direction: 'live',
    remainingPages: context.settings.pagesPerBurst,
    credential: claim.credential,
  };
  try {
    await readStream(run);
  } catch (error) {
    await endRunWithError({
      ...run,
      error,
      stopSignal: options.signal,
      isLeaseLost: heartbeat.signal.aborted,
    });
  } finally {
    heartbeat.stop();
  }
}

interface Run extends RunStreamOptions {
  readonly stream: Stream;
  readonly plan: ReadingPlan;
  /** The one that is being read, and the record of it. */
  direction: 'live' | 'history';
  runId?: string;
  remainingPages: number;
  /** The one that the source named last. */
  credential?: string;
  /** Told by the source, and no more than the reserve is left of it. */
  exhausted?: Budget;
}

function findStream(options: RunStreamOptions): Stream {
  const { connector, claim } = options;
  const stream = connector.streams.find(each => each.name === claim.name);
  if (!stream)
    throw new Error(
      `${connector.id} has no stream ${claim.name}, and yet it was claimed`,
    );
  return stream;
}

async function readStream(run: Run): Promise<void> {
  const { context, claim, plan } = run;
  const { knex, settings } = context;
  let isFinished = true;
  if (plan.live) isFinished = await readDirection(run, 'live', plan.live);
  if (plan.history && isFinished)
    isFinished = await readDirection(run, 'history', plan.history);
  if (run.exhausted) {
    await waitForBudget(run, run.exhausted);
    return;
  }
  const dueInSeconds = isFinished ? settings.pollIntervalSeconds : 0;
  await releaseStream({
    knex,
    streamId: claim.id,
    lease: claim.lease,
    release: {
      result: 'success',
      dueInSeconds,
      claimedAt: claim.claimedAt,
    },
  });
  await noteRecovery(run);
}

/** Reads until the end, and says so, or until this stream had its turn. */
async function readDirection(
  run: Run,
  direction: Run['direction'],
  bounds: { readonly since: string; readonly until: string },
): Promise<boolean> {
  const { context, claim, stream, signal } = run;
  const { knex, logger, settings } = context;
  run.direction = direction;
  run.runId = undefined;
  if (run.remainingPages === 0) return false;
  const cursor =
    direction === 'live' ? claim.liveCursor : historyCursorOf(claim);
  const { scope } = claim;
  const pages = stream.read({
    scope,
    cursor,
    direction,
    ...bounds,
    signal,
    logger,
  });
  let isCut = false;
  let heldFrom: string | undefined;
  for await (const page of readPages({
    pages,
    signal,
    timeoutSeconds: settings.pageTimeoutSeconds,
  })) {
    const progress = toProgress(direction, bounds, page);
    ({ runId: run.runId } = await writePage({
      context,
      claim,
      stream,
      page,
      progress,
      runId: run.runId,
    }));
    // Most readings of changes find none, and must not use up the turn of history.
    if (page.items.length > 0) run.remainingPages -= 1;
    run.credential = page.budget?.credential ?? run.credential;
    heldFrom = page.heldFrom;
    if (page.budget && isExhausted(run, page.budget))
      run.exhausted = page.budget;
    isCut = run.exhausted !== undefined || run.remainingPages === 0;
    if (isCut) break;
  }
  const { id: streamId, lease, claimedAt: startedAt } = claim;
  await finishRun({
    knex,
    runId: run.runId,
    streamId,
    direction,
    startedAt,
    outcome: 'success',
  });
  if (isCut) return false;
  await knex.transaction(async trx => {
    await finishReading({
      knex: trx,
      streamId,
      lease,
      reading: { direction, ...bounds, heldFrom },
    });
    // That all is read changes what each number means, also where the last pages had nothing new.
    if (direction === 'history') {
      await addDirtyMarks({
        knex: trx,
        scopeIds: [claim.scopeId],
        fromAt: '-infinity',
        reason: 'facts',
      });
    }
  });
  return true;
}

/** Of a history that was read to its end only what it was asked for counts. */
function historyCursorOf(claim: ClaimedStream): JsonValue | undefined {
  return claim.isHistoryDone ? undefined : claim.historyCursor?.cursor;
}

function toProgress(
  direction: Run['direction'],
  bounds: { readonly since: string; readonly until: string },
  page: Page<JsonValue>,
): Progress {
  const { cursor, coveredFrom } = page;
  return direction === 'live'
    ? { direction, cursor, since: bounds.since }
    : { direction, history: { ...bounds, cursor }, coveredFrom };
}

function isExhausted(run: Run, budget: Budget): boolean {
  const reserve = reserveOf(run.connector, run.context.settings);
  return (
    budget.remaining <= budget.limit * reserve &&
    DateTime.fromISO(budget.resetsAt) > DateTime.utc()
  );
}

async function waitForBudget(run: Run, budget: Budget): Promise<void> {
  const { context, claim } = run;
  const { knex } = context;
  const { source, origin } = claim;
  const dueInSeconds = Math.max(
    1,
    DateTime.fromISO(budget.resetsAt).diffNow().as('seconds'),
  );
  await releaseStream({
    knex,
    streamId: claim.id,
    lease: claim.lease,
    release: {
      result: 'success',
      dueInSeconds,
      claimedAt: claim.claimedAt,
    },
  });
  await postponeStreams({
    knex,
    source,
    origin,
    credential: budget.credential,
    scopePrefix: budget.scopePrefix ?? '',
    seconds: dueInSeconds,
  });
  await noteRecovery(run);
}

/** What an earlier failure of this stream stopped goes on. */
async function noteRecovery(run: Run): Promise<void> {
  const { context, claim, credential } = run;
  const { knex, toldFailures } = context;
  toldFailures.forget(failureSubjects({ ...claim, credential }));
  if (claim.lastErrorName === 'AuthenticationError') {
    await resumeStreams({
      knex,
      of: {
        source: claim.source,
        origin: claim.origin,
        credential: claim.credential,
      },
    });
  }
  await markScopeGone({ knex, scopeId: claim.scopeId, isGone: false });
}
