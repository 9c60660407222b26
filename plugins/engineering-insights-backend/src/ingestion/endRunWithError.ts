import { isError } from '@backstage/errors';
import {
  isRateLimitError,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import type { ClaimedStream } from '../database/operations/ingestion/claimStreams';
import { LeaseLostError } from '../database/operations/ingestion/LeaseLostError';
import { markScopeGone } from '../database/operations/ingestion/markScopeGone';
import { postponeStreams } from '../database/operations/ingestion/postponeStreams';
import { releaseStream } from '../database/operations/ingestion/releaseStream';
import { resumeStreams } from '../database/operations/ingestion/resumeStreams';
import { finishRun } from '../database/operations/ingestion/saveRun';
import { failureSubject } from './failureSubject';
import type { IngestionContext } from './IngestionContext';
import { type FailurePlan, planAfterFailure } from './planAfterFailure';
import { redactSecrets } from './redactSecrets';

export interface FailedRun {
  readonly context: IngestionContext;
  readonly connector: Connector;
  readonly claim: ClaimedStream;
  readonly direction: 'live' | 'history';
  readonly runId?: string;
  readonly credential?: string;
  /** Scopes whose id begins so are read with it, where that is known. */
  readonly scopePrefix?: string;
  readonly error: unknown;
  readonly stopSignal: AbortSignal;
  readonly isLeaseLost: boolean;
}

/** Does what the kind of an error asks for: waits, stops what shares the cause, and tells the operator. */
export async function endRunWithError(failed: FailedRun): Promise<void> {
  const { context, connector, claim, error } = failed;
  // Who is asked to wait is known, also where nothing was read with the credential yet.
  const limited = isRateLimitError(error) ? error.of : undefined;
  const run: FailedRun = {
    ...failed,
    credential: limited?.credential ?? failed.credential,
    ...(limited && { scopePrefix: limited.scopePrefix ?? '' }),
  };
  const { knex, logger } = context;
  const { id: streamId, lease } = claim;
  if (run.isLeaseLost || error instanceof LeaseLostError) {
    logger.warn(
      `Another replica took over ${claim.name} of ${claim.scope.externalId}; this one stops reading it.`,
    );
    return;
  }
  if (run.stopSignal.aborted) {
    await releaseStream({
      knex,
      streamId,
      lease,
      release: { result: 'stopped' },
    });
    return;
  }
  const plan = planAfterFailure({
    error,
    title: connector.title,
    origin: connector.origin,
    scope: claim.scope.externalId,
    stream: claim.name,
    failureCount: claim.failureCount,
    random: Math.random(),
  });
  logFailure(run, plan);
  await applyPlan(run, plan);
}

// A wrong token fails every stream that is being read; the log says it once.
function logFailure(run: FailedRun, plan: FailurePlan): void {
  const { context, claim, credential, error } = run;
  const { logger, toldFailures } = context;
  const isNews = toldFailures.tell({
    subject: failureSubject({ ...claim, credential }, plan.cause.of),
    cause: plan.cause.name,
    now: Date.now(),
  });
  if (!isNews) return;
  if (plan.isUnexpected) {
    logger.error(
      plan.error.message,
      isError(error) && error.stack
        ? { stack: redactSecrets(error.stack) }
        : {},
    );
  } else if (plan.outcome === 'failure') {
    logger.warn(plan.error.message);
  } else {
    logger.info(plan.error.message);
  }
}

async function applyPlan(run: FailedRun, plan: FailurePlan): Promise<void> {
  const { claim, runId, direction, credential } = run;
  const {
    id: streamId,
    lease,
    scopeId,
    source,
    origin,
    claimedAt: startedAt,
  } = claim;
  const { outcome, error, retryAfterSeconds: dueInSeconds } = plan;
  await run.context.knex.transaction(async knex => {
    await finishRun({
      knex,
      runId,
      streamId,
      direction,
      startedAt,
      outcome,
      error,
    });
    const release = { result: outcome, dueInSeconds, error };
    await releaseStream({ knex, streamId, lease, release });
    // Who is asked to wait is known: the credential was replaced, and what it stopped waits no longer than this.
    if (
      outcome === 'rateLimited' &&
      claim.lastErrorName === 'AuthenticationError'
    )
      await resumeStreams({ knex, of: { source, origin, credential } });
    if (plan.reach === 'credential') {
      await postponeStreams({
        knex,
        source,
        origin,
        credential,
        scopePrefix: run.scopePrefix,
        seconds: dueInSeconds,
        error,
      });
    }
    if (plan.reach === 'scope')
      await markScopeGone({ knex, scopeId, isGone: true });
  });
}
