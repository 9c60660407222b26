import { DateTime } from 'luxon';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';

/** The rate limit as an answer's headers tell it; none where an installation has it switched off. */
export function budgetOf(options: {
  headers: Headers;
  /** `token of gitlab.com` */
  credential: string;
}): Budget | undefined {
  const { headers, credential } = options;
  const numberOf = (name: string) => Number(headers.get(name) ?? NaN);
  const limit = numberOf('ratelimit-limit');
  const remaining = numberOf('ratelimit-remaining');
  const resetsAt = DateTime.fromSeconds(numberOf('ratelimit-reset'), {
    zone: 'utc',
  });
  if (
    !Number.isFinite(limit) ||
    !Number.isFinite(remaining) ||
    !resetsAt.isValid
  ) {
    return undefined;
  }
  // Some paths have limits of their own beside that of the whole API.
  const name = headers.get('ratelimit-name');
  return {
    credential: name ? `${credential}, ${name}` : credential,
    limit,
    remaining,
    resetsAt: resetsAt.toISO(),
  };
}
