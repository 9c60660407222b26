import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { changedAtOf, type Channel } from '../channel';
import type { ChannelDirectory } from '../ChannelDirectory';
import { normalizeChannel, type ChannelMeaning } from '../normalizeChannel';
import { readHistory } from './readHistory';
import { readLive } from './readLive';

export const INCIDENT_CHANNELS = 'incident-channels';

export type IncidentChannelsCursor = {
  /** Live: archived channels made from here on are listed again, ISO 8601. */
  createdFrom?: string;
  /** Live: the channels that are open, and those listed again, by id: the name, or nothing of an archived one. */
  known?: Record<string, string>;
  /** History: what was made before this is still to be read, ISO 8601. */
  until?: string;
};

export function incidentChannelsStream(
  directory: ChannelDirectory,
  meaning: ChannelMeaning,
): Stream<IncidentChannelsCursor> {
  return {
    name: INCIDENT_CHANNELS,
    produces: ['incident'],
    // No person is in what a channel is reduced to.
    personal: [],
    identify(item) {
      const channel = item as Channel;
      const changedAt = changedAtOf(channel);
      return {
        externalId: channel.id,
        ...(Number.isFinite(changedAt) && {
          updatedAt: new Date(changedAt).toISOString(),
        }),
      };
    },
    async *read(options) {
      const { scope, direction, signal } = options;
      const listing = await directory.list({ signal });
      const family = listing.familyOf(scope.externalId);
      yield* direction === 'history'
        ? readHistory(family?.channels ?? [], options)
        : readLive(family ?? { channels: [], left: [] }, options);
    },
    normalize: item => normalizeChannel(item, meaning),
  };
}
