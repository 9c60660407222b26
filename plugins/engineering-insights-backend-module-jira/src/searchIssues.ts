import type { JsonObject } from '@backstage/types';
import {
  NotFoundError,
  type Budget,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JiraClient } from './client';

/** An issue as a search answers it. */
export interface FoundIssue {
  readonly id: string;
  readonly key: string;
  readonly fields: JsonObject;
  readonly changelog?: {
    readonly total?: number;
    readonly histories?: readonly JsonObject[];
  };
}

export interface IssuePage {
  readonly issues: readonly FoundIssue[];
  /** Absent on the last page. */
  readonly next?: string;
  readonly budget?: Budget;
}

export interface Search {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly pageSize: number;
  readonly withChangelog?: boolean;
  /** The `next` of the page before. */
  readonly page?: string;
  readonly signal: AbortSignal;
}

export const SEARCH_PERMISSION = 'Browse projects';

/** One page of a search: Cloud continues by a token, Data Center by a position. */
export async function searchIssues(
  client: JiraClient,
  search: Search,
): Promise<IssuePage> {
  const isCloud = client.product === 'cloud';
  const { status, data, budget } = await client.ask({
    method: 'POST',
    path: `${client.apiPath}/search${isCloud ? '/jql' : ''}`,
    body: bodyOf(search, isCloud),
    permission: SEARCH_PERMISSION,
    signal: search.signal,
    accepted: [400],
  });
  if (status === 400) {
    throw new NotFoundError(
      `Jira does not know the project, component or filter of the search ${search.jql}, or the credentials may not see it. Check the annotation and the permission "${SEARCH_PERMISSION}".`,
    );
  }
  const answer = data as unknown as {
    issues: FoundIssue[];
    nextPageToken?: string | null;
    startAt?: number;
    total?: number;
  };
  const read = (answer.startAt ?? 0) + answer.issues.length;
  const position =
    answer.issues.length > 0 && read < (answer.total ?? 0)
      ? String(read)
      : undefined;
  return {
    issues: answer.issues,
    next: isCloud ? answer.nextPageToken ?? undefined : position,
    budget,
  };
}

function bodyOf(search: Search, isCloud: boolean): JsonObject {
  const { jql, fields, pageSize, page, withChangelog } = search;
  const asked: JsonObject = { jql, fields: [...fields], maxResults: pageSize };
  if (isCloud) return { ...asked, ...(page && { nextPageToken: page }) };
  return {
    ...asked,
    startAt: Number(page ?? 0),
    ...(withChangelog && { expand: ['changelog'] }),
  };
}
