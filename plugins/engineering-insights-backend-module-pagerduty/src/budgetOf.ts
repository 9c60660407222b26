import type { Budget } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';

/**
 * The rate limit as an answer's headers tell it. `ratelimit-reset` is the
 * seconds until it is reset.
 */
export function budgetOf(options: {
  headers: Headers;
  /** `token of api.pagerduty.com` */
  credential: string;
}): Budget | undefined {
  const { headers, credential } = options;
  const limit = countOf(headers.get('ratelimit-limit'));
  const remaining = countOf(headers.get('ratelimit-remaining'));
  const seconds = countOf(headers.get('ratelimit-reset'));
  if (limit === undefined || remaining === undefined || seconds === undefined)
    return undefined;
  const resetsAt = DateTime.utc().plus({ seconds }).toISO();
  return { credential, limit, remaining, resetsAt };
}

/** A number of a header, where there is one. */
export function countOf(text: string | null): number | undefined {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}
