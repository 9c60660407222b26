import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';

/**
 * What was asked for, or what stands for it where it is not there. A thing that
 * a list named may be deleted before it is asked for, which says nothing of the
 * scope that it was in.
 */
export async function orIfNotFound<T, U>(
  asking: Promise<T>,
  otherwise: U,
): Promise<T | U> {
  try {
    return await asking;
  } catch (error) {
    if (isNotFoundError(error)) return otherwise;
    throw error;
  }
}
