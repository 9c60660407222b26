import { CustomErrorBase } from '@backstage/errors';
import type express from 'express';
import { withTimeLimit } from './withTimeLimit';

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
  const ending = new AbortController();
  const onClose = () =>
    ending.abort(new CallerGoneError('The caller went away.'));
  response.once('close', onClose);
  try {
    return await withTimeLimit({ limitMs, ending }, answer);
  } finally {
    response.off('close', onClose);
  }
}
