import { DateTime } from 'luxon';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';

/**
 * The rate limit as an answer's headers tell it. Azure DevOps tells it only to
 * who comes near it, and asks to wait by `Retry-After` on answers that succeed.
 */
export function budgetOf(options: {
  headers: Headers;
  /** `credentials of dev.azure.com/acme` */
  credential: string;
}): Budget | undefined {
  const { headers, credential } = options;
  const limit = numberOf(headers.get('x-ratelimit-limit'));
  const remaining = numberOf(headers.get('x-ratelimit-remaining'));
  const reset = numberOf(headers.get('x-ratelimit-reset'));
  const wait = secondsToWait(headers);
  if (wait !== undefined && wait > 0) {
    return {
      credential,
      limit: limit ?? 1,
      remaining: 0,
      resetsAt: now(headers).plus({ seconds: wait }).toISO()!,
    };
  }
  if (limit === undefined || remaining === undefined || reset === undefined) {
    return undefined;
  }
  return {
    credential,
    limit,
    remaining,
    resetsAt: DateTime.fromSeconds(reset, { zone: 'utc' }).toISO()!,
  };
}

/** What `Retry-After` says, in seconds or as a date. */
export function secondsToWait(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  const seconds = numberOf(text);
  if (text === null || seconds !== undefined) return seconds;
  const at = DateTime.fromHTTP(text, { zone: 'utc' });
  return at.isValid
    ? Math.max(0, Math.ceil(at.diff(now(headers)).as('seconds')))
    : undefined;
}

/** Both instants are the server's, so a wrong clock of this machine does no harm. */
function now(headers: Headers): DateTime {
  const date = DateTime.fromHTTP(headers.get('date') ?? '', { zone: 'utc' });
  return date.isValid ? date : DateTime.utc();
}

function numberOf(text: string | null): number | undefined {
  const number = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}
