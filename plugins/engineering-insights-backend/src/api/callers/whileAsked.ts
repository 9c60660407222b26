import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';
import type express from 'express';
import { asQuestion } from '../../service/asQuestion';

/** Nobody waits for the answer any more, so this is told to no one. */
export class CallerGoneError extends CustomErrorBase {
  name = 'CallerGoneError' as const;
}

/**
 * Answers a question that only reads: until its time is over, or whoever asked
 * goes away. What runs in the database for it then ends as well.
 *
 * @throws ServiceUnavailableError, CallerGoneError
 */
export async function whileAsked<T>(
  options: {
    readonly response: express.Response;
    readonly limitMs: number;
  },
  answer: () => Promise<T>,
): Promise<T> {
  const { response, limitMs } = options;
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(
    () =>
      controller.abort(
        new ServiceUnavailableError(
          `This was not answered within ${Math.round(
            limitMs / 1_000,
          )} seconds and was given up. Ask for a shorter window or for less, or again later.`,
        ),
      ),
    limitMs,
  );
  const onClose = () =>
    controller.abort(new CallerGoneError('The caller went away.'));
  response.once('close', onClose);
  try {
    const answered = await asQuestion({ signal, limitMs }, answer);
    signal.throwIfAborted();
    return answered;
  } catch (error) {
    // What was cancelled tells that it was, and not why.
    throw signal.aborted ? signal.reason : error;
  } finally {
    clearTimeout(timer);
    response.off('close', onClose);
  }
}
