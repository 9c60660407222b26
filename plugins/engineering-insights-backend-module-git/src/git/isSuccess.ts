import { isGitProcessError } from './GitProcessError';

/** Whether a git program ended well; that it could not be run at all is no answer. */
export async function isSuccess(result: Promise<unknown>): Promise<boolean> {
  try {
    await result;
    return true;
  } catch (error) {
    if (isGitProcessError(error) && typeof error.reason === 'number') {
      return false;
    }
    throw error;
  }
}
