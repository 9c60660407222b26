import {
  RateLimitError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';

/** Lets requests out as long as they take nothing of what is left to others. */
export interface BudgetGuard {
  /** Throws a RateLimitError for a request that might; any other one is told when it has ended. */
  admit(request: {
    /** Which budget it is charged to. */
    readonly key: string;
    /** The most that it may cost. */
    readonly points: number;
  }): {
    end(outcome: {
      /** As its answer told it. */
      readonly budget?: Budget;
      /** The source asks to send nothing for a while. */
      readonly toWait?: RateLimitError;
    }): void;
  };
}

interface Account {
  /** The lowest of what was told in its period: answers come in any order. */
  budget?: Budget;
  /** The last time that the source asked to send nothing; `until` in milliseconds since 1970. */
  blocked?: { readonly until: number; readonly by: RateLimitError };
  pendingPoints: number;
}

/** What this process knows of its rate limits. The engine hears of a budget after each page only, and a page may be many requests. */
export function createBudgetGuard(options: {
  /** The share of a limit that is left to others. */
  reserve: number;
  now?: () => number;
}): BudgetGuard {
  const { reserve, now = Date.now } = options;
  const accounts = new Map<string, Account>();
  return {
    admit({ key, points }) {
      const account: Account = accounts.get(key) ?? { pendingPoints: 0 };
      accounts.set(key, account);
      refuse({ account, points, reserve, now: now() });
      account.pendingPoints += points;
      return {
        end({ budget, toWait }) {
          account.pendingPoints -= points;
          if (budget) account.budget = lower(account.budget, budget);
          if (toWait) {
            const until = now() + toWait.retryAfterSeconds * 1000;
            account.blocked = { until, by: toWait };
          }
        },
      };
    },
  };
}

function refuse(of: {
  account: Account;
  points: number;
  reserve: number;
  now: number;
}): void {
  const { account, points, reserve, now } = of;
  const { budget, blocked, pendingPoints } = account;
  const secondsUntil = (instant: number) => Math.ceil((instant - now) / 1000);
  if (blocked && blocked.until > now) {
    // What is not sent tells what GitHub said to the one that was.
    throw new RateLimitError(
      secondsUntil(blocked.until),
      blocked.by.message,
      blocked.by.cause,
      budget,
    );
  }
  if (!budget) return;
  const resetsAt = Date.parse(budget.resetsAt);
  const left = budget.remaining - pendingPoints - points;
  if (resetsAt > now && left < budget.limit * reserve) {
    throw new RateLimitError(
      secondsUntil(resetsAt),
      `What is left of the rate limit (${budget.credential}) is the portal's until it is reset.`,
      undefined,
      budget,
    );
  }
}

function lower(known: Budget | undefined, told: Budget): Budget {
  if (!known || told.resetsAt > known.resetsAt) return told;
  if (told.resetsAt < known.resetsAt) return known;
  return told.remaining < known.remaining ? told : known;
}
