import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { InvalidRequestError } from '../../service/InvalidRequestError';
import { withTimeLimit } from '../callers/withTimeLimit';
import type { ActionContext } from './ActionContext';

/**
 * Answers an action as a question to the REST API is answered: it counts as
 * one, and has its time. The registry does not tell when the caller goes away.
 */
export async function answering<T>(
  asked: {
    readonly context: Pick<ActionContext, 'limits'>;
    readonly credentials: BackstageCredentials;
  },
  answer: () => Promise<T>,
): Promise<T> {
  const { context, credentials } = asked;
  const { callers, questionTimeoutMs: limitMs } = context.limits;
  await callers.reads.count(credentials);
  try {
    return await withTimeLimit({ limitMs }, answer);
  } catch (error) {
    // The registry tells callers of Backstage's own errors alone.
    if (error instanceof InvalidRequestError) {
      throw new InputError(error.message);
    }
    throw error;
  }
}
