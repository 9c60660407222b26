import type { Breakage } from './startGithub';

/** What was asked of one rate limit in one of its periods, as the far end counted. */
export interface BudgetPeriod {
  readonly resource: string;
  /** Seconds since 1970. */
  readonly resetsAt: number;
  used: number;
  lowestRemaining: number;
}

/** Watches what the answers of a GitHub say of its rate limits. */
export function recordBudget() {
  const periods = new Map<string, BudgetPeriod>();
  const watch: Breakage = (_request, response) => {
    response.on('finish', () => {
      const numberOf = (name: string) =>
        Number(response.getHeader(`x-ratelimit-${name}`));
      const resource = response.getHeader('x-ratelimit-resource');
      if (resource === undefined) return;
      const resetsAt = numberOf('reset');
      const key = `${resource} ${resetsAt}`;
      const known = periods.get(key);
      periods.set(key, {
        resource: String(resource),
        resetsAt,
        used: Math.max(known?.used ?? 0, numberOf('used')),
        lowestRemaining: Math.min(
          known?.lowestRemaining ?? Infinity,
          numberOf('remaining'),
        ),
      });
    });
    return false;
  };
  return {
    watch,
    periods: (resource: string) =>
      [...periods.values()].filter(period => period.resource === resource),
  };
}
