import { ServiceUnavailableError } from '@backstage/errors';

/** Gives up waiting when it is told to stop or when it takes too long, even if the other side never answers. */
export async function withinTime<T>(options: {
  readonly promise: Promise<T>;
  readonly signal: AbortSignal;
  readonly seconds: number;
}): Promise<T> {
  const { promise, signal, seconds } = options;
  // A rejection after the race was lost has no other listener.
  promise.catch(() => undefined);
  signal.throwIfAborted();
  let cleanUp = () => {};
  const interruption = new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason);
    const timer = setTimeout(
      () =>
        reject(
          new ServiceUnavailableError(
            `There was no answer within ${seconds} seconds.`,
          ),
        ),
      seconds * 1_000,
    );
    signal.addEventListener('abort', onAbort);
    cleanUp = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
  });
  try {
    return await Promise.race([promise, interruption]);
  } finally {
    cleanUp();
  }
}
