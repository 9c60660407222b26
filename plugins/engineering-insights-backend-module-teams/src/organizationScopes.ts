import type {
  IncidentChannelPattern,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type {
  ChannelListings,
  ListedChannel,
} from './channels/ChannelListings';
import { createdAtOf } from './channels/channel';

/**
 * Every family that has a channel. Then it says which teams there are not: that
 * is no reason to keep the families of the others back.
 */
export async function* organizationScopes(
  options: { listings: ChannelListings; pattern: IncidentChannelPattern },
  { signal }: { signal: AbortSignal },
): AsyncGenerator<ScopeRef> {
  const { listings, pattern } = options;
  const { families, missing } = await listings.read({ signal });
  for (const channels of families.values()) {
    const { channel } = channels.reduce(newest);
    // As its newest channel spells the service.
    const family = pattern(channel.displayName)?.family;
    if (family) yield family;
  }
  if (missing.length > 0) throw missing[0];
}

function newest(left: ListedChannel, right: ListedChannel): ListedChannel {
  const [leftAt, rightAt] = [left, right].map(
    ({ channel }) => createdAtOf(channel)?.toMillis() ?? 0,
  );
  return rightAt > leftAt ? right : left;
}
