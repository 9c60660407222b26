import type { JsonObject } from '@backstage/types';
import type { DateTime } from 'luxon';
import type { SonarqubeClient } from '../client';
import { instantOf } from '../instants';
import { listIssues } from '../listIssues';

/** More pages than this are sooner read by creation, a page at a time. */
const MOST_PAGES = 4;

/**
 * The issues of a project that changed since, the oldest change first;
 * `tooMany` where they fill more than a few pages. SonarQube orders by the time
 * of change but does not cut by it, so the list is read from its newest end.
 */
export async function collectChanged(
  client: SonarqubeClient,
  options: { project: string; since: DateTime; signal: AbortSignal },
): Promise<readonly JsonObject[] | 'tooMany'> {
  const { project, since, signal } = options;
  // What changes meanwhile moves to the front, and what it passes is seen twice.
  const changed = new Map<string, JsonObject>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const { items, hasMore } = await listIssues(client, {
      project,
      parameters: { s: 'UPDATE_DATE', asc: false },
      page,
      signal,
    });
    const wanted = items.filter(issue => !isBefore(issue, since));
    for (const issue of wanted)
      if (!changed.has(String(issue.key)))
        changed.set(String(issue.key), issue);
    if (!hasMore || wanted.length < items.length)
      return [...changed.values()].reverse();
  }
  return 'tooMany';
}

/** One whose change is not told as expected is before nothing, so that it is seen that it is invalid. */
function isBefore(issue: JsonObject, limit: DateTime): boolean {
  return instantOf(String(issue.updateDate)) < limit.startOf('second');
}
