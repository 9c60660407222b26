import { isNotFoundError } from '@sei-platform/plugin-engineering-insights-node';
import { CHANNEL_FIELDS, projectChannel } from '../channels/channel';
import { CHANNEL_PERMISSION } from '../graph/permissions';
import type { IncidentItem } from './IncidentItem';
import type { OpenChannel, Reading } from './incidents';

/**
 * What became of an open channel that a list no longer shows in its family: it
 * was deleted or renamed, else it is still what it was, as lists leave channels
 * out, such as the private ones of an archived team.
 */
export async function lookForChannel(
  { client, pattern }: Reading,
  options: {
    family: string;
    known: OpenChannel;
    /** When it was missing. */
    observedAt: string;
    signal: AbortSignal;
  },
): Promise<{ item: IncidentItem } | { stillOpen: OpenChannel }> {
  const { family, known, observedAt, signal } = options;
  const { channel, seenAt: openAt } = known;
  try {
    const { data, answeredAt } = await client.ask({
      path: `/teams/${channel.teamId}/channels/${
        channel.id
      }?$select=${CHANNEL_FIELDS.join(',')}`,
      permission: CHANNEL_PERMISSION,
      signal,
    });
    const found = projectChannel(data, channel.teamId);
    if (pattern(found.displayName)?.family.externalId !== family)
      return {
        item: { channel, observedAt: answeredAt, openAt, left: 'renamed' },
      };
    return found.isArchived === true
      ? { item: { channel: found, observedAt: answeredAt, openAt } }
      : { stillOpen: { channel: found, seenAt: answeredAt } };
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    return { item: { channel, observedAt, openAt, left: 'deleted' } };
  }
}
