import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import {
  createdAtOf,
  isCreatedBefore,
  type Channel,
} from '../channels/channel';
import type {
  ChannelListing,
  ListedChannel,
} from '../channels/ChannelListings';
import type { IncidentItem } from './IncidentItem';
import type { IncidentsCursor, OpenChannel, Reading } from './incidents';
import { lookForChannel } from './lookForChannel';

/** A new channel may be listed a little late. */
const OVERLAP = { hours: 1 };
const PAGE_SIZE = 100;

type Known = Required<Omit<IncidentsCursor, 'until'>>;

/**
 * Reads what changed of the channels of a family. Graph tells no time of a
 * change, so what is remembered are those that were open: one that is listed
 * otherwise, or no longer, has changed since it was last seen open.
 */
export async function* readLive(
  reading: Reading,
  options: ReadOptions<IncidentsCursor>,
): AsyncGenerator<Page<IncidentsCursor>> {
  const { scope, cursor, since, signal } = options;
  const { basis } = reading;
  const listing = await reading.listings.read({ signal });
  const listed = listing.families.get(scope.externalId) ?? [];
  // Of teams and names that were not read before, nothing is known but what is open.
  const known = cursor?.basis === basis ? cursor : undefined;
  const before: Known = {
    basis,
    createdFrom: known?.createdFrom ?? since,
    open: { ...cursor?.open },
    ended: [...(known?.ended ?? [])],
  };
  const unlisted = await lookForUnlisted(reading, {
    ...options,
    before,
    listing,
  });
  const items = [
    ...listed.flatMap(each => changeOf(each, before, cursor === undefined)),
    ...unlisted.flatMap(each => ('item' in each ? each.item : [])),
  ]
    .filter(({ channel }) => !isCreatedBefore(channel, since))
    .sort((left, right) => millisecondsOf(left) - millisecondsOf(right));

  const next = nextCursor({
    basis,
    listing,
    listed,
    stillOpen: unlisted.flatMap(each =>
      'stillOpen' in each ? each.stillOpen : [],
    ),
  });
  for (let start = 0; start < items.length; start += PAGE_SIZE) {
    const page = items.slice(start, start + PAGE_SIZE);
    for (const item of page) note(before, item);
    const isLast = start + PAGE_SIZE >= items.length;
    yield { items: page, cursor: isLast ? next : structuredClone(before) };
  }
  if (items.length === 0) yield { items: [], cursor: next };
}

/** Asks for each channel that was open and is listed in its family no longer. */
async function lookForUnlisted(
  reading: Reading,
  options: Pick<ReadOptions<IncidentsCursor>, 'scope' | 'signal'> & {
    before: Known;
    listing: ChannelListing;
  },
) {
  const { scope, signal, before, listing } = options;
  const { externalId: family } = scope;
  const listed = listing.families.get(family) ?? [];
  const ids = new Set(listed.map(({ channel }) => channel.id));
  const looked: Awaited<ReturnType<typeof lookForChannel>>[] = [];
  for (const known of Object.values(before.open)) {
    if (ids.has(known.channel.id)) continue;
    const { endedAt: observedAt } = listing;
    const asked = { family, known, observedAt, signal };
    looked.push(await lookForChannel(reading, asked));
  }
  return looked;
}

/** What a list shows of a channel, where it is news. */
function changeOf(
  { channel, observedAt }: ListedChannel,
  before: Known,
  isFirst: boolean,
): IncidentItem[] {
  const known = before.open[channel.id];
  const isOld = isCreatedBefore(channel, before.createdFrom);
  if (channel.isArchived !== true) {
    // One that was archived and is open again is news however old it is; the first time, history has what is old.
    const isNews = known
      ? known.channel.displayName !== channel.displayName
      : !isFirst || !isOld;
    return isNews ? [{ channel, observedAt }] : [];
  }
  if (known) return [{ channel, observedAt, openAt: known.seenAt }];
  const isNews = !isOld && !before.ended.includes(channel.id);
  return isNews ? [{ channel, observedAt }] : [];
}

/** What the cursor is once an item is written. */
function note(state: Known, item: IncidentItem): void {
  const { channel, observedAt, left } = item;
  if (isOpen(channel) && !left) {
    state.open[channel.id] = { channel, seenAt: observedAt };
    return;
  }
  delete state.open[channel.id];
  state.ended.push(channel.id);
}

function nextCursor(read: {
  basis: string;
  listing: ChannelListing;
  listed: readonly ListedChannel[];
  stillOpen: readonly OpenChannel[];
}): IncidentsCursor {
  const { basis, listing, listed, stillOpen } = read;
  // By the source's clock, as its creation times are.
  const createdFrom = DateTime.fromISO(listing.startedAt, { zone: 'utc' })
    .minus(OVERLAP)
    .toISO()!;
  const open = listed
    .filter(({ channel }) => isOpen(channel))
    .map(({ channel, observedAt }) => ({ channel, seenAt: observedAt }));
  return {
    basis,
    createdFrom,
    open: Object.fromEntries(
      [...open, ...stillOpen].map(each => [each.channel.id, each]),
    ),
    ended: listed
      .filter(
        ({ channel }) =>
          !isOpen(channel) && !isCreatedBefore(channel, createdFrom),
      )
      .map(({ channel }) => channel.id),
  };
}

function isOpen({ isArchived }: Channel): boolean {
  return isArchived !== true;
}

function millisecondsOf({ channel }: { channel: Channel }): number {
  return createdAtOf(channel)?.toMillis() ?? 0;
}
