import type { JsonObject } from '@backstage/types';
import type { JiraClient } from './client';
import { SEARCH_PERMISSION } from './searchIssues';

const HISTORIES_PER_PAGE = 1_000;

/**
 * The whole changelogs of some issues on Jira Cloud, of these fields alone: a
 * search shows the latest entries only, and among them old texts of
 * descriptions.
 */
export async function readChangelogs(
  client: JiraClient,
  options: {
    readonly issueIds: readonly string[];
    readonly fieldIds: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<Map<string, JsonObject[]>> {
  const { issueIds, fieldIds, signal } = options;
  const histories = new Map<string, JsonObject[]>(issueIds.map(id => [id, []]));
  let nextPageToken: string | undefined;
  do {
    const { data } = await client.ask({
      method: 'POST',
      path: `${client.apiPath}/changelog/bulkfetch`,
      body: {
        issueIdsOrKeys: [...issueIds],
        fieldIds: [...fieldIds],
        maxResults: HISTORIES_PER_PAGE,
        ...(nextPageToken && { nextPageToken }),
      },
      permission: SEARCH_PERMISSION,
      signal,
    });
    const page = data as unknown as {
      issueChangeLogs?: { issueId: string; changeHistories?: JsonObject[] }[];
      nextPageToken?: string | null;
    };
    for (const { issueId, changeHistories = [] } of page.issueChangeLogs ?? [])
      histories.get(issueId)?.push(...changeHistories);
    nextPageToken = page.nextPageToken ?? undefined;
  } while (nextPageToken);
  return histories;
}
