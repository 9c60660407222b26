export type RateLimitResource = 'core' | 'graphql';

export interface RateLimitState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

export interface RateLimits {
  state(token: string, resource: RateLimitResource): RateLimitState;
  /** Counts, and says whether there was enough left. */
  spend(token: string, resource: RateLimitResource, points: number): boolean;
}

const HOUR_SECONDS = 3600;

/** A budget per token, resource and hour, or other window; it begins with its first request. */
export function createRateLimits(options: {
  limit: number;
  now: () => number;
  windowSeconds?: number;
}): RateLimits {
  const { limit, windowSeconds = HOUR_SECONDS } = options;
  const windows = new Map<string, { used: number; reset: number }>();

  function windowOf(token: string, resource: RateLimitResource) {
    const key = `${resource} ${token}`;
    const now = Math.floor(options.now() / 1000);
    let window = windows.get(key);
    if (!window || window.reset <= now) {
      window = { used: 0, reset: now + windowSeconds };
      windows.set(key, window);
    }
    return window;
  }

  return {
    state(token, resource) {
      const { used, reset } = windowOf(token, resource);
      return { limit, used, remaining: limit - used, reset };
    },
    spend(token, resource, points) {
      const window = windowOf(token, resource);
      if (window.used + points > limit) return false;
      window.used += points;
      return true;
    },
  };
}
