import { isError } from '@backstage/errors';

/**
 * Keeps what was loaded for some time, by a key. What is being loaded is waited
 * for, and a failure is not kept.
 */
export function remember(options: {
  readonly seconds: number;
}): <T>(key: string, load: () => Promise<T>) => Promise<T> {
  const milliseconds = options.seconds * 1_000;
  const kept = new Map<string, { until: number; value: Promise<unknown> }>();
  let sweptAt = performance.now();

  function sweep(now: number): void {
    if (now - sweptAt < milliseconds) return;
    sweptAt = now;
    for (const [key, { until }] of kept) if (until < now) kept.delete(key);
  }

  function get<T>(key: string, load: () => Promise<T>): Promise<T> {
    const now = performance.now();
    sweep(now);
    const found = kept.get(key);
    if (found && found.until >= now) {
      return (found.value as Promise<T>).catch(error => {
        // Who began it was stopped, and who waits for it was not.
        if (isError(error) && error.name === 'AbortError') {
          return get(key, load);
        }
        throw error;
      });
    }
    const value = load();
    kept.set(key, { until: now + milliseconds, value });
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    return value;
  }
  return get;
}
