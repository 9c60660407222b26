import type {
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { createdAtOf, isCreatedBefore } from '../channels/channel';
import type { ListedChannel } from '../channels/ChannelListings';
import type { IncidentItem } from './IncidentItem';
import type { IncidentsCursor, Reading } from './incidents';

const PAGE_SIZE = 100;

/** Reads the channels of a family by their creation, newest first. */
export async function* readHistory(
  { listings }: Reading,
  options: ReadOptions<IncidentsCursor>,
): AsyncGenerator<Page<IncidentsCursor>> {
  const { scope, cursor, since, signal } = options;
  const until = cursor?.until ?? options.until;
  const { families } = await listings.read({ signal });
  const wanted = (families.get(scope.externalId) ?? [])
    .filter(
      ({ channel }) =>
        !isCreatedBefore(channel, since) &&
        (isCreatedBefore(channel, until) || !createdAtOf(channel)),
    )
    .sort((left, right) => millisecondsOf(right) - millisecondsOf(left));
  for (let start = 0; start < wanted.length; start += PAGE_SIZE) {
    const page = wanted.slice(start, start + PAGE_SIZE);
    const coveredFrom = afterOldest(page) ?? until;
    yield {
      items: page.map(
        ({ channel, observedAt }): IncidentItem => ({ channel, observedAt }),
      ),
      cursor: { until: coveredFrom },
      coveredFrom,
    };
  }
  yield { items: [], cursor: { until: since }, coveredFrom: since };
}

function millisecondsOf({ channel }: ListedChannel): number {
  return createdAtOf(channel)?.toMillis() ?? Number.MAX_SAFE_INTEGER;
}

/** The millisecond after the oldest, as others of its millisecond may be on the next page. */
function afterOldest(page: readonly ListedChannel[]): string | undefined {
  const created = page.flatMap(({ channel }) => createdAtOf(channel) ?? []);
  return (
    DateTime.min(...created)
      ?.plus({ milliseconds: 1 })
      .toISO() ?? undefined
  );
}
