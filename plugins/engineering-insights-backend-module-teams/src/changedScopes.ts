import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { ChannelListings } from './channels/ChannelListings';
import { INCIDENTS } from './streams/incidents';

/** Clocks differ. */
const OVERLAP = { minutes: 10 };

/**
 * The families of which a list shows something new, and those with an open
 * channel: that it was seen open is what bounds when it was archived.
 */
export const changedScopes =
  (listings: ChannelListings): NonNullable<Connector['changedScopes']> =>
  async ({ scopes, since, signal }) => {
    const { families } = await listings.read({ signal });
    const from = DateTime.fromISO(since).minus(OVERLAP).toMillis();
    return scopes
      .filter(
        ({ externalId }) =>
          listings.mayHaveChanged(externalId, from) ||
          families
            .get(externalId)
            ?.some(({ channel }) => channel.isArchived !== true),
      )
      .map(scope => ({ scope, streams: [INCIDENTS] }));
  };
