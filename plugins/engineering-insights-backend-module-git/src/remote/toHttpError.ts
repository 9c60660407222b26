import {
  NotAllowedError,
  NotFoundError,
  RateLimitError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import type { HttpAnswer } from './probeHttp';

const USUAL_WAIT_SECONDS = 60;
const ADVERTISEMENT = 'application/x-git-upload-pack-advertisement';

/** Says what the answer to a repository's first question means, where reading it failed: by status and headers. */
export function toHttpError(
  answer: HttpAnswer,
  { url, said }: { readonly url: string; readonly said: string },
): Error {
  const { status, headers } = answer;
  const asksToWait =
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0';
  if (status === 429 || (status === 403 && asksToWait)) {
    const seconds = secondsToWait(headers);
    return new RateLimitError(
      seconds,
      `${url} asks to wait ${seconds} seconds.`,
    );
  }
  if (status === 401 || status === 403) {
    return new NotAllowedError(
      `${url} is not readable without credentials (HTTP ${status}), or is not there: some hosts answer so for both. Correct the address, make the repository public, read it by ssh with a key, or read it by the module of its host.`,
    );
  }
  if (status >= 300 && status < 400) {
    return new NotFoundError(
      `${url} leads to another address (HTTP ${status}), which is not followed. Put the address where the repository is now into the annotation.`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `There is no repository at ${url} (HTTP ${status}). Correct the address; some servers want it to end with .git.`,
    );
  }
  if (status >= 500 || status === 408) {
    return new SourceFailureError(`${url} answered HTTP ${status}.`, {
      status,
    });
  }
  const type = headers['content-type']?.split(';')[0].trim();
  if (status === 200 && type !== ADVERTISEMENT) {
    return new NotFoundError(
      `At ${url} is something else than a Git repository, or one that has no commits and only files to show. Put the address for cloning into the annotation.`,
    );
  }
  if (status === 200) {
    return new SourceFailureError(
      `${url} was reached, and git could not read it.${
        said && ` It said: ${said}`
      }`,
    );
  }
  return new Error(`${url} answered HTTP ${status}, which is not expected.`);
}

function secondsToWait(headers: HttpAnswer['headers']): number {
  const told = headers['retry-after'];
  const seconds = told === undefined ? NaN : Number(told);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.ceil(seconds);
  // Both instants are the server's, so a wrong clock of this machine does no harm.
  const from = Date.parse(headers.date ?? '');
  const until = Date.parse(told ?? '');
  const wait = Math.ceil((until - from) / 1_000);
  return wait > 0 ? wait : USUAL_WAIT_SECONDS;
}
