import { DateTime } from 'luxon';
import type { Budget } from '@sei-platform/plugin-engineering-insights-node';
import type { ResponseHeaders } from './toSourceError';

/** The rate limit as an answer's headers tell it; none where a GitHub Enterprise Server has it switched off. */
export function budgetOf(options: {
  headers: ResponseHeaders;
  /** `token of github.com` */
  credential: string;
  /** Only repositories whose id begins so are read with it. */
  scopePrefix?: string;
}): Budget | undefined {
  const { headers, credential, scopePrefix } = options;
  const limit = Number(headers['x-ratelimit-limit']);
  const remaining = Number(headers['x-ratelimit-remaining']);
  const resetsAt = DateTime.fromSeconds(Number(headers['x-ratelimit-reset']), {
    zone: 'utc',
  });
  if (
    !Number.isFinite(limit) ||
    !Number.isFinite(remaining) ||
    !resetsAt.isValid
  ) {
    return undefined;
  }
  // REST and GraphQL have budgets of their own.
  const resource = headers['x-ratelimit-resource'];
  return {
    credential: resource ? `${credential}, ${resource}` : credential,
    limit,
    remaining,
    resetsAt: resetsAt.toISO(),
    ...(scopePrefix && { scopePrefix }),
  };
}
