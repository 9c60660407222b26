import { ServiceUnavailableError } from '@backstage/errors';
import { asQuestion } from '../../service/asQuestion';

/**
 * Answers a question that only reads until its time is over, or until it is
 * ended. What runs in the database for it then ends as well.
 *
 * @throws ServiceUnavailableError, and what it was ended with
 */
export async function withTimeLimit<T>(
  options: {
    readonly limitMs: number;
    /** Ends the question, with an error that says why. */
    readonly ending?: AbortController;
  },
  answer: () => Promise<T>,
): Promise<T> {
  const { limitMs, ending = new AbortController() } = options;
  const { signal } = ending;
  const timer = setTimeout(
    () =>
      ending.abort(
        new ServiceUnavailableError(
          `This was not answered within ${Math.round(
            limitMs / 1_000,
          )} seconds and was given up. Ask for a shorter window or for less, or again later.`,
        ),
      ),
    limitMs,
  );
  try {
    const answered = await asQuestion({ signal, limitMs }, answer);
    signal.throwIfAborted();
    return answered;
  } catch (error) {
    // What was cancelled tells that it was, and not why.
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
  }
}
