import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  IncidentChannelPattern,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { isObject, type Channel } from './channel';
import { channelEventOf, keptOf, type ChannelEvent } from './channelEvent';
import { INCIDENT_CHANNELS } from './streams/incidentChannels';
import { verifySignature } from './verifySignature';

/**
 * Slack's Events API. That a channel was archived is told with its id alone, so
 * the inbox keeps beside it what was known of that channel; of one that was not
 * known the next listing tells.
 */
export function slackWebhook(options: {
  signingSecret: string;
  pattern: IncidentChannelPattern;
  includePrivate: boolean;
  /** What the last listing told of an incident channel. */
  recall: (id: string) => Channel | undefined;
}): NonNullable<Connector['webhook']> {
  const { signingSecret, pattern, includePrivate, recall } = options;
  return {
    topic: 'slack',
    verify(request) {
      const verdict = verifySignature(request, signingSecret);
      if (!verdict.isVerified) return verdict;
      const { event_id: eventId } = parse(request.body);
      return {
        isVerified: true,
        ...(typeof eventId === 'string' && { deliveryId: eventId }),
      };
    },
    respond(request) {
      // Slack signs its question too.
      if (!verifySignature(request, signingSecret).isVerified) return undefined;
      const { type, challenge } = parse(request.body);
      if (type !== 'url_verification' || typeof challenge !== 'string')
        return undefined;
      return { status: 200, contentType: 'text/plain', body: challenge };
    },
    toItems({ body }) {
      const event = channelEventOf(body);
      if (!event || (event.isPrivate && !includePrivate)) return [];
      const known = event.known ?? recall(event.id);
      return channelsAfter(event, known, pattern).flatMap(channel =>
        toItem(channel, pattern),
      );
    },
    keep: ({ body }) => keptOf(body, recall),
  };
}

/** Whoever stores a delivery says what is wrong with its body. */
function parse(body: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** The channels that an event tells of, as they are since: one that was renamed may be of another family by then. */
function channelsAfter(
  event: ChannelEvent,
  known: Channel | undefined,
  pattern: IncidentChannelPattern,
): Channel[] {
  const { action, told, at: updated } = event;
  const familyIdOf = (name: string) => pattern(name)?.family.externalId;
  const gone = known &&
    !known.is_archived && { ...known, has_left: true, updated };
  switch (action) {
    case 'created':
      return told ? [{ ...told, is_archived: false, updated }] : [];
    case 'archive':
    case 'unarchive':
      return known
        ? [{ ...known, is_archived: action === 'archive', updated }]
        : [];
    case 'deleted':
      return gone ? [gone] : [];
    default: {
      if (!told) return [];
      const { id, name, created } = told;
      const isStill = known && familyIdOf(known.name) === familyIdOf(name);
      return [
        ...(gone && !isStill ? [gone] : []),
        { id, name, created, updated },
      ];
    }
  }
}

function toItem(
  channel: Channel,
  pattern: IncidentChannelPattern,
): readonly WebhookItem[] {
  const scope = pattern(channel.name)?.family;
  return scope ? [{ scope, stream: INCIDENT_CHANNELS, item: channel }] : [];
}
