import { InputError } from '@backstage/errors';
import { InvalidRequestError } from '../../service/InvalidRequestError';

/** The registry tells callers of Backstage's own errors alone. */
export async function answering<T>(answer: () => Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof InvalidRequestError) {
      throw new InputError(error.message);
    }
    throw error;
  }
}
