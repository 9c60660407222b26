import {
  AuthenticationError,
  NotAllowedError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClientOptions, GithubCredentials } from './client';
import { isHttpError, type HttpError } from './isHttpError';
import { ownerOf } from './repositoryOf';
import { isRateLimited } from './toSourceError';

/**
 * The credentials for the owner of a repository. The owner alone is asked about:
 * the portal's provider compares names of repositories letter by letter, and
 * GitHub itself says what an installation of the App may not see.
 */
export async function authorize(options: {
  credentials: GithubClientOptions['credentials'];
  host: string;
  scope: ScopeRef;
  signal: AbortSignal;
}): Promise<{
  authorization: Readonly<Record<string, string>>;
  type: GithubCredentials['type'];
}> {
  const { credentials, host, scope, signal } = options;
  const owner = ownerOf(scope);
  let given: GithubCredentials;
  try {
    given = await unlessAborted(
      credentials(`https://${host}/${owner}`),
      signal,
    );
  } catch (error) {
    if (signal.aborted) throw error;
    throw refusalOf(error, { host, owner });
  }
  if (!given.headers) {
    throw new NotAllowedError(
      `There are no credentials for ${owner} on ${host}. Install the GitHub App there, or set a token in integrations.github.`,
    );
  }
  return { authorization: given.headers, type: given.type };
}

function refusalOf(
  error: unknown,
  { host, owner }: { host: string; owner: string },
): unknown {
  if (!isHttpError(error)) {
    // The key cannot be used, or the installation is suspended.
    return new NotAllowedError(
      `The GitHub App gives no credentials for ${owner} on ${host}. Check appId and privateKey in integrations.github[].apps, and that the App is not suspended there.`,
      error,
    );
  }
  if (error.status === 401) {
    return new AuthenticationError(
      `GitHub refused the GitHub App itself on ${host}. Check appId and privateKey in integrations.github[].apps, and the clock of this machine.`,
      error,
    );
  }
  if ([404, 410].includes(error.status) || isSuspended(error)) {
    return new NotAllowedError(
      `The installation of the GitHub App for ${owner} on ${host} gives no credentials. Check that it is neither suspended nor removed.`,
      error,
    );
  }
  return error;
}

function isSuspended({ status, response }: HttpError): boolean {
  return status === 403 && !isRateLimited(response?.headers ?? {});
}

/** The provider's requests know no signal. */
async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
