import type {
  IncidentChannelPattern,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Channel } from '../channels/channel';
import type { ChannelListings } from '../channels/ChannelListings';
import type { GraphClient } from '../graph/client';
import type { IncidentItem } from './IncidentItem';
import { normalizeIncident } from './normalizeIncident';
import { readHistory } from './readHistory';
import { readLive } from './readLive';

export const INCIDENTS = 'incidents';

/** A channel that was open when it was last looked at. */
export type OpenChannel = {
  channel: Channel;
  /** ISO 8601, of the source's clock. */
  seenAt: string;
};

export type IncidentsCursor = {
  /** Live: of which teams and names the rest speaks. */
  basis?: string;
  /** Live: what was created from here on is new, unless it is among those that ended. */
  createdFrom?: string;
  /** Live: the channels that are open, by id. */
  open?: Record<string, OpenChannel>;
  /** Live: those created from `createdFrom` on that are told to have ended. */
  ended?: string[];
  /** History: what was created before this is still to be read. */
  until?: string;
};

/** What the readings of one tenant share. */
export interface Reading {
  readonly client: GraphClient;
  readonly listings: ChannelListings;
  readonly pattern: IncidentChannelPattern;
  readonly basis: string;
}

export function incidentsStream(reading: Reading): Stream<IncidentsCursor> {
  return {
    name: INCIDENTS,
    produces: ['incident'],
    // Graph is not asked for anything about people.
    personal: [],
    identify(item) {
      const { channel, observedAt } = item as IncidentItem;
      return { externalId: channel.id, updatedAt: observedAt };
    },
    read: options =>
      options.direction === 'history'
        ? readHistory(reading, options)
        : readLive(reading, options),
    normalize: item => normalizeIncident(item, reading.pattern),
  };
}
