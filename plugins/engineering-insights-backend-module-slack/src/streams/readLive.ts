import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { changedAtOf, createdAtOf, type Channel } from '../channel';
import type { ChannelFamily } from '../ChannelListing';
import { OLDEST_PAGE_MILLISECONDS } from '../ChannelDirectory';
import type { IncidentChannelsCursor } from './incidentChannels';

/** A listing is shared for a while, and clocks differ. */
const OVERLAP_MILLISECONDS = OLDEST_PAGE_MILLISECONDS + 600_000;
const PAGE_SIZE = 200;

type Family = Pick<ChannelFamily, 'channels' | 'left'>;
type Options = Pick<
  ReadOptions<IncidentChannelsCursor>,
  'cursor' | 'since' | 'until'
>;

/**
 * What changed of the channels of a family since the cursor: those that are
 * open were remembered, so one that is archived by now ended, and one that is
 * open and was not is new or was unarchived. An archived one that changes in
 * another way goes on having ended when it was first seen to.
 */
export function* readLive(
  family: Family,
  options: Options,
): Generator<Page<IncidentChannelsCursor>> {
  const { cursor, since } = options;
  const createdFrom = cursor?.createdFrom ?? since;
  const known = { ...cursor?.known };
  const changed = [
    ...family.channels.filter(
      each =>
        !(createdAtOf(each) < Date.parse(since)) &&
        isNews(each, { known, createdFrom, isFirst: !cursor }),
    ),
    ...family.left
      .filter(({ id }) => known[id])
      .map(each => ({ ...each, name: known[each.id], has_left: true })),
  ].sort((left, right) => orderOf(left) - orderOf(right));

  const next = nextCursor(family, { ...options, createdFrom });
  for (let start = 0; start < changed.length; start += PAGE_SIZE) {
    const items = changed.slice(start, start + PAGE_SIZE);
    for (const item of items) known[item.id] = stateOf(item);
    const isLast = start + PAGE_SIZE >= changed.length;
    yield {
      items,
      cursor: isLast ? next : { createdFrom, known: { ...known } },
    };
  }
  if (changed.length === 0) yield { items: [], cursor: next };
}

function isNews(
  channel: Channel,
  options: {
    known: Readonly<Record<string, string>>;
    createdFrom: string;
    isFirst: boolean;
  },
): boolean {
  const { known, createdFrom, isFirst } = options;
  const before = known[channel.id];
  if (before !== undefined) return before !== stateOf(channel);
  // What was open before the first reading is told by history.
  const isOpenSince = !isFirst && !channel.is_archived;
  return isOpenSince || !(createdAtOf(channel) < Date.parse(createdFrom));
}

/** What is remembered of a channel. */
function stateOf({ name, is_archived, has_left }: Channel): string {
  return is_archived || has_left ? '' : name;
}

function orderOf(channel: Channel): number {
  const changedAt = changedAtOf(channel);
  return Number.isFinite(changedAt) ? changedAt : Infinity;
}

function nextCursor(
  { channels }: Family,
  { until, createdFrom }: Options & { createdFrom: string },
): IncidentChannelsCursor {
  const from = Math.max(
    Date.parse(createdFrom),
    Date.parse(until) - OVERLAP_MILLISECONDS,
  );
  const followed = channels.filter(
    each => !each.is_archived || !(createdAtOf(each) < from),
  );
  return {
    createdFrom: new Date(from).toISOString(),
    known: Object.fromEntries(followed.map(each => [each.id, stateOf(each)])),
  };
}
