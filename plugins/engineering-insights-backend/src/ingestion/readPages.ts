import { withinTime } from './withinTime';

/** Goes through the pages of a source, for each of which it waits only so long. */
export async function* readPages<TPage>(options: {
  readonly pages: AsyncIterable<TPage>;
  readonly signal: AbortSignal;
  readonly timeoutSeconds: number;
}): AsyncGenerator<TPage, void, void> {
  const { pages, signal, timeoutSeconds: seconds } = options;
  const iterator = pages[Symbol.asyncIterator]();
  let isFinished = false;
  try {
    while (true) {
      const next = await withinTime({
        promise: iterator.next(),
        signal,
        seconds,
      });
      if (next.done) {
        isFinished = true;
        return;
      }
      yield next.value;
    }
  } finally {
    // Not awaited: a source that never answers would keep this from ending.
    if (!isFinished) iterator.return?.()?.catch(() => undefined);
  }
}
