import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { changedAtOf } from './channel';
import {
  OLDEST_PAGE_MILLISECONDS,
  type ChannelDirectory,
} from './ChannelDirectory';
import { INCIDENT_CHANNELS } from './streams/incidentChannels';

/** Clocks differ. */
const DIFFERENCE_MILLISECONDS = 600_000;

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

/** The families with a channel that was made, archived or renamed since, by one listing for all of them. */
export async function changedScopes(
  directory: ChannelDirectory,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { scopes, since, signal } = options;
  const from =
    Date.parse(since) - OLDEST_PAGE_MILLISECONDS - DIFFERENCE_MILLISECONDS;
  const listing = await directory.list({ signal });
  return scopes
    .filter(({ externalId }) => {
      const { channels = [], left = [] } = listing.familyOf(externalId) ?? {};
      // One that does not tell when may have changed.
      return [...channels, ...left].some(each => !(changedAtOf(each) < from));
    })
    .map(scope => ({ scope, streams: [INCIDENT_CHANNELS] }));
}
