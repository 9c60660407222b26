import type { JsonObject } from '@backstage/types';
import type { Asker } from './createAsker';

const PAGE_SIZE = 100;
/** PagerDuty lists no further than this of one question. */
const LONGEST_LIST = 10_000;
/** Where a list is as long as this, it may be cut. */
export const MOST_LOG_PAGES = LONGEST_LIST / PAGE_SIZE;

/** The log entries of an incident, or of the account, page by page; no further than PagerDuty lists. */
export async function* listLogEntries(
  asker: Asker,
  options: { path: string; since?: string },
): AsyncGenerator<JsonObject[]> {
  const { path, since } = options;
  for (let offset = 0; offset < LONGEST_LIST; offset += PAGE_SIZE) {
    const { items, hasMore } = await asker.list(path, {
      name: 'log_entries',
      parameters: {
        ...(since && { since }),
        time_zone: 'UTC',
        limit: PAGE_SIZE,
        offset,
      },
    });
    yield items;
    if (!hasMore) return;
  }
}
