import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { createdAtOf, type Channel } from '../channel';
import type { IncidentChannelsCursor } from './incidentChannels';

const PAGE_SIZE = 200;
const SECOND = 1_000;

/** The channels of a family that were made in a range, newest first. */
export function* readHistory(
  channels: readonly Channel[],
  options: Pick<
    ReadOptions<IncidentChannelsCursor>,
    'cursor' | 'since' | 'until'
  >,
): Generator<Page<IncidentChannelsCursor>> {
  const { cursor, since } = options;
  const until = cursor?.until ?? options.until;
  // One that does not tell when it was made is read, so that it is seen that it is invalid.
  const wanted = channels
    .filter(
      each =>
        !(createdAtOf(each) < Date.parse(since)) &&
        !(createdAtOf(each) >= Date.parse(until)),
    )
    .sort((left, right) => orderOf(right) - orderOf(left));
  for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
    const items = wanted.slice(start, start + PAGE_SIZE);
    const coveredFrom = afterOldest(items, until);
    yield { items, cursor: { until: coveredFrom }, coveredFrom };
  }
  yield { items: [], cursor: { until: since }, coveredFrom: since };
}

function orderOf(channel: Channel): number {
  const createdAt = createdAtOf(channel);
  return Number.isFinite(createdAt) ? createdAt : Infinity;
}

/** The second after the oldest, as others of its second may be on the next page. */
function afterOldest(items: readonly Channel[], until: string): string {
  const oldest = orderOf(items[items.length - 1]);
  const after = Math.min(oldest + SECOND, Date.parse(until));
  return new Date(after).toISOString();
}
