/** Bounds the memory; the oldest is forgotten first. */
const KEPT_COUNT = 1_000;
/** What is not kept is calculated, for all who ask together. */
const CALCULATED_PER_WINDOW = 60;
const WINDOW_SECONDS = 60;

export type CachedBadge =
  | { readonly status: 'found'; readonly svg: string }
  | { readonly status: 'tooMany'; readonly retryAfterSeconds: number };

/**
 * Keeps badges for some time and bounds how often they are calculated. Who
 * asks is not told apart: hosts of READMEs ask through a few addresses of
 * theirs, for everyone.
 */
export function createBadgeCache(options: {
  now: () => number;
  keptSeconds: number;
}): {
  get(key: string, calculate: () => Promise<string>): Promise<CachedBadge>;
} {
  const { now, keptSeconds } = options;
  const kept = new Map<string, { until: number; svg: Promise<string> }>();
  let windowEnd = 0;
  let calculatedCount = 0;

  function mayCalculate(): boolean {
    if (now() >= windowEnd) {
      windowEnd = now() + WINDOW_SECONDS * 1_000;
      calculatedCount = 0;
    }
    calculatedCount += 1;
    return calculatedCount <= CALCULATED_PER_WINDOW;
  }

  function keep(key: string, svg: Promise<string>) {
    kept.delete(key);
    const oldest = kept.keys().next();
    if (kept.size >= KEPT_COUNT && !oldest.done) {
      kept.delete(oldest.value);
    }
    kept.set(key, { until: now() + keptSeconds * 1_000, svg });
  }

  return {
    async get(key, calculate) {
      const found = kept.get(key);
      if (found && found.until > now()) {
        return { status: 'found', svg: await found.svg };
      }
      if (!mayCalculate()) {
        return {
          status: 'tooMany',
          retryAfterSeconds: Math.ceil((windowEnd - now()) / 1_000),
        };
      }
      const svg = calculate();
      keep(key, svg);
      try {
        return { status: 'found', svg: await svg };
      } catch (error) {
        kept.delete(key);
        throw error;
      }
    },
  };
}
