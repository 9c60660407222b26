import type { JsonObject } from '@backstage/types';
import type { Channel } from '../channels/channel';

/** A channel as it was seen, and what is known of when it ended. */
export type IncidentItem = JsonObject & {
  channel: Channel;
  /** ISO 8601, of the source's clock: how it was then. */
  observedAt: string;
  /** ISO 8601, of the source's clock: when it was last seen open, where it is no longer. */
  openAt?: string;
  /** It is no channel of its family any more. */
  left?: 'deleted' | 'renamed';
};
