import type { CallerLimits } from './callers/CallerLimits';

/** What callers may take, by whichever door they come. */
export interface ApiLimits {
  readonly callers: CallerLimits;
  /** How long a question may take. */
  readonly questionTimeoutMs: number;
}
