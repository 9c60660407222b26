import type { JsonObject } from '@backstage/types';
import { isObject, projectChannel, type Channel } from './channel';

export type ChannelAction =
  | 'created'
  | 'archive'
  | 'unarchive'
  | 'rename'
  | 'deleted';

/** Something that happened to a channel, as the Events API tells it. */
export interface ChannelEvent {
  readonly action: ChannelAction;
  readonly isPrivate: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
  /** The channel as the event tells it; most tell its id alone. */
  readonly told?: Channel;
  /** The channel as it was known before, where the inbox kept that. */
  readonly known?: Channel;
}

const TYPE = /^(channel|group)_(created|archive|unarchive|rename|deleted)$/;

/** Reads a delivery, as it came or as the inbox keeps it. Of what is no event of a channel it makes nothing. */
export function channelEventOf(body: JsonObject): ChannelEvent | undefined {
  const { event, known } = body;
  if (body.type !== 'event_callback' || !isObject(event)) return undefined;
  const [, kind, action] = TYPE.exec(String(event.type)) ?? [];
  const at = Math.round(Number(event.event_ts) * 1_000);
  const { channel } = event;
  const id = isObject(channel) ? channel.id : channel;
  if (!action || !(at > 0) || typeof id !== 'string' || id === '')
    return undefined;
  return {
    action: action as ChannelAction,
    isPrivate: kind === 'group',
    at,
    id,
    ...(isObject(channel) &&
      typeof channel.name === 'string' && { told: projectChannel(channel) }),
    ...(isObject(known) && { known: projectChannel(known) }),
  };
}

/** What the inbox keeps: neither who did it nor anything else of a channel, but what was known of it. */
export function keptOf(
  body: JsonObject,
  recall: (id: string) => Channel | undefined,
): JsonObject {
  const { event } = body;
  if (!isObject(event)) return { type: body.type };
  const { channel } = event;
  const id = isObject(channel) ? channel.id : channel;
  // What was kept already stays.
  const known = isObject(body.known) ? body.known : recall(String(id));
  return {
    type: body.type,
    event_id: body.event_id,
    event: {
      type: event.type,
      event_ts: event.event_ts,
      channel: isObject(channel) ? projectChannel(channel) : channel,
    },
    ...(known && { known }),
  };
}
