import { isError } from '@backstage/errors';
import {
  isRateLimitError,
  isSourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { messageOf } from './messageOf';
import { redactSecrets } from './redactSecrets';

const DAY_SECONDS = 86_400;
const FIRST_BACK_OFF_SECONDS = 30;
const LONGEST_BACK_OFF_SECONDS = 3_600;
const LONGEST_MESSAGE = 1_000;

/** What the engine does about a run that did not end well. */
export interface FailurePlan {
  readonly outcome: 'rateLimited' | 'failure';
  readonly retryAfterSeconds: number;
  /** What else waits: nothing, the streams on this credential, the other streams of this scope. */
  readonly reach: 'stream' | 'credential' | 'scope';
  readonly error: { readonly name: string; readonly message: string };
  /** What has the same cause, and is told of once. */
  readonly cause: {
    readonly of: 'stream' | 'scope' | 'credential' | 'origin';
    readonly name: string;
  };
  /** Unexpected: logged as an error of ours. */
  readonly isUnexpected: boolean;
}

/** Decides by the error's name alone, as texts change without notice. */
export function planAfterFailure(options: {
  readonly error: unknown;
  readonly title: string;
  readonly origin: string;
  readonly scope: string;
  readonly stream: string;
  /** Failures in a row before this one. */
  readonly failureCount: number;
  /** 0 to 1. */
  readonly random: number;
}): FailurePlan {
  const { error, title, origin, scope, stream, failureCount, random } = options;
  const name = isError(error) ? error.name : 'Error';
  const said = saidBy(error);
  const plan = (
    rest: Omit<FailurePlan, 'error' | 'cause'> & {
      cause?: FailurePlan['cause'];
    },
    message: string,
  ): FailurePlan => ({
    cause: { of: rest.reach, name },
    ...rest,
    error: { name, message: message.trimEnd() },
  });
  const backOffSeconds = backOff(failureCount, random);
  if (isRateLimitError(error)) {
    const seconds = Number.isFinite(error.retryAfterSeconds)
      ? Math.max(1, error.retryAfterSeconds)
      : backOffSeconds;
    return plan(
      {
        outcome: 'rateLimited',
        retryAfterSeconds: seconds,
        reach: 'credential',
        isUnexpected: false,
      },
      `${title} at ${origin} asks to wait ${Math.ceil(
        seconds,
      )} seconds. Nothing needs to be done. ${said}`,
    );
  }
  if (isSourceFailureError(error)) {
    const { status } = error;
    return plan(
      {
        outcome: 'failure',
        retryAfterSeconds: backOffSeconds,
        reach: 'stream',
        cause: { of: 'origin', name: `${name} ${status ?? ''}` },
        isUnexpected: false,
      },
      `${title} at ${origin} ${
        status === undefined
          ? 'gave an answer that cannot be used'
          : `answered with an error (HTTP ${status})`
      }. Look at its own state if that goes on; it is tried again by itself. ${said}`,
    );
  }
  switch (name) {
    case 'AuthenticationError':
      return plan(
        {
          outcome: 'failure',
          retryAfterSeconds: DAY_SECONDS,
          reach: 'credential',
          isUnexpected: false,
        },
        `${title} at ${origin} refuses the credential. Put a valid one into the configuration and restart the backend; without a restart it is tried again daily. ${said}`,
      );
    case 'NotAllowedError':
      return plan(
        {
          outcome: 'failure',
          retryAfterSeconds: DAY_SECONDS,
          reach: 'stream',
          isUnexpected: false,
        },
        `${title} does not allow reading ${stream} of ${scope}. Grant the permission or switch on the feature; it is tried again daily. ${said}`,
      );
    case 'NotFoundError':
      return plan(
        {
          outcome: 'failure',
          retryAfterSeconds: DAY_SECONDS,
          reach: 'scope',
          isUnexpected: false,
        },
        `${title} has no ${scope} at ${origin}. Correct the annotation if it was moved or renamed, or give the credential access to it; it is tried again daily. ${said}`,
      );
    case 'ServiceUnavailableError':
      return plan(
        {
          outcome: 'failure',
          retryAfterSeconds: backOffSeconds,
          reach: 'stream',
          cause: { of: 'origin', name },
          isUnexpected: false,
        },
        `${title} at ${origin} cannot be reached. Check it and the network between; it is tried again by itself. ${said}`,
      );
    default:
      return plan(
        {
          outcome: 'failure',
          retryAfterSeconds: backOffSeconds,
          reach: 'stream',
          cause: { of: 'stream', name: `${name} ${said}` },
          isUnexpected: true,
        },
        `Reading ${stream} of ${scope} from ${title} failed unexpectedly. Look for it in the backend's log; it is tried again by itself. ${said}`,
      );
  }
}

/** Doubles with each failure up to an hour; half of it is random, so that streams do not come back together. */
export function backOff(failureCount: number, random: number): number {
  const seconds = Math.min(
    LONGEST_BACK_OFF_SECONDS,
    FIRST_BACK_OFF_SECONDS * 2 ** Math.min(failureCount, 20),
  );
  return (seconds * (1 + random)) / 2;
}

function saidBy(error: unknown): string {
  const text = redactSecrets(messageOf(error)).slice(0, LONGEST_MESSAGE).trim();
  if (text === '') return '';
  return `It said: ${text}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
