import { Issues } from '@gitbeaker/rest';
import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { accountOf } from '../accountOf';
import type { GitlabClient } from '../client';
import { instantOf } from '../instantOf';
import { issueKeyOf } from '../issueKeyOf';
import { normalizeIssue } from '../normalize/issues';
import { pick } from './pick';
import { readUpdated, type UpdatedCursor } from './readUpdated';

const PAGE_SIZE = 100;

interface Issue {
  iid: number;
  updated_at: string;
  assignee?: unknown;
  web_url?: string;
}

export function issuesStream(client: GitlabClient): Stream<UpdatedCursor> {
  return {
    name: 'issues',
    produces: ['issue', 'incident'],
    personal: ['/issue/assignee/username'],
    identify(item) {
      const { issue } = item as { issue: JsonObject };
      return {
        externalId: String(issue.key),
        updatedAt: instantOf(issue.updated_at),
      };
    },
    read({ scope, signal, ...options }) {
      return readUpdated<Issue>(
        {
          readPage: query =>
            client.get<Issues, Issue[]>(
              { signal, role: 'Guest' },
              Issues,
              issues =>
                issues.all({
                  projectId: scope.externalId,
                  scope: 'all',
                  perPage: PAGE_SIZE,
                  ...query,
                }) as unknown as Promise<Issue[]>,
            ),
          idOf: ({ iid }) => iid,
          atOnce: PAGE_SIZE,
          toItems: async issues =>
            issues.map(issue => ({
              from: 'rest',
              issue: {
                ...projectIssue(issue),
                key: issueKeyOf(issue) ?? `${scope.externalId}#${issue.iid}`,
              },
            })),
        },
        options,
      );
    },
    normalize: normalizeIssue,
  };
}

/** What is used of an issue; its text and its comments are not. */
function projectIssue(issue: Issue): JsonObject {
  return {
    ...pick(issue, [
      'iid',
      'title',
      'state',
      'issue_type',
      'severity',
      'created_at',
      'updated_at',
      'closed_at',
      'labels',
      'weight',
      'web_url',
    ]),
    assignee: accountOf(issue.assignee),
  };
}
