import { DateTime } from 'luxon';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';

/** Headers of an answer, with names in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | undefined>>;

/**
 * The rate limit as an answer's headers tell it: Jira Cloud names the instant
 * of its reset, Data Center how fast the budget fills again. None where the
 * limit is switched off.
 */
export function budgetOf(options: {
  headers: ResponseHeaders;
  /** `credentials of acme.atlassian.net` */
  credential: string;
}): Budget | undefined {
  const { headers, credential } = options;
  const limit = countOf(headers['x-ratelimit-limit']);
  const remaining = countOf(headers['x-ratelimit-remaining']);
  if (limit === undefined || remaining === undefined) return undefined;
  const resetsAt =
    resetOf(headers) ?? filledOf(headers, { missing: limit - remaining });
  return resetsAt?.isValid
    ? { credential, limit, remaining, resetsAt: resetsAt.toUTC().toISO()! }
    : undefined;
}

function resetOf(headers: ResponseHeaders): DateTime | undefined {
  const text = headers['x-ratelimit-reset'];
  return text ? DateTime.fromISO(text, { zone: 'utc' }) : undefined;
}

/** Reckoned from Jira's own clock, so a wrong clock of this machine does no harm. */
function filledOf(
  headers: ResponseHeaders,
  { missing }: { missing: number },
): DateTime | undefined {
  const fillRate = countOf(headers['x-ratelimit-fillrate']);
  const interval = countOf(headers['x-ratelimit-interval-seconds']);
  if (!fillRate || !interval || !headers.date) return undefined;
  const seconds = Math.ceil(Math.max(0, missing) / fillRate) * interval;
  return DateTime.fromHTTP(headers.date).plus({ seconds });
}

function countOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
