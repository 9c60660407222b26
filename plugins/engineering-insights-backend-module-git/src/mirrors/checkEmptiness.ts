import {
  isSourceFailureError,
  SourceFailureError,
} from '@sei-platform/plugin-engineering-insights-node';
import { explainHttp } from '../remote/explainFailure';
import type { RemoteListing } from '../remote/listRemote';
import type { OpenRemote } from '../remote/openRemote';

/** Git takes a branch that is not there, and any page on the web, for an empty repository. */
export async function checkEmptiness(options: {
  remote: OpenRemote;
  listing: RemoteListing;
  signal: AbortSignal;
}): Promise<void> {
  const { remote, listing, signal } = options;
  const { url, place } = remote;
  if (listing.hasBranches) {
    throw new SourceFailureError(
      `${url} has branches, and its HEAD names none of them. Set its default branch, such as by "git symbolic-ref HEAD refs/heads/main" there.`,
    );
  }
  if (place.scheme !== 'http' && place.scheme !== 'https') return;
  const error = await explainHttp({ remote, signal });
  if (!isSourceFailureError(error) || error.status !== undefined) throw error;
}
