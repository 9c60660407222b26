import { MergeRequests, type AllMergeRequestsOptions } from '@gitbeaker/rest';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { accountOf } from '../accountOf';
import type { GitlabAnswer, GitlabClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizeMergeRequest } from '../normalize/mergeRequests';
import {
  readApprovals,
  readChanges,
  readClosedIssues,
  readCommits,
  readNotes,
  type MergeRequest,
  type MergeRequestReading,
} from './mergeRequestDetails';
import { pick } from './pick';
import { readUpdated, type UpdatedCursor } from './readUpdated';

const PAGE_SIZE = 50;
/** Each asks for its notes, approvals, commits and issues. */
const AT_ONCE = 5;

export function mergeRequestsStream(
  client: GitlabClient,
): Stream<UpdatedCursor> {
  return {
    name: 'merge-requests',
    produces: ['pullRequest', 'review'],
    personal: [
      '/mergeRequest/author/username',
      '/mergeRequest/merge_user/username',
      '/notes/*/author/username',
      '/approvals/*/user/username',
    ],
    identify(item) {
      const { mergeRequest } = item as unknown as {
        mergeRequest: MergeRequest;
      };
      return {
        externalId: String(mergeRequest.iid),
        updatedAt: instantOf(mergeRequest.updated_at),
      };
    },
    read({ scope, signal, ...options }) {
      const reading: MergeRequestReading = {
        client,
        scope,
        asking: { signal, role: 'Reporter' },
      };
      return readUpdated<MergeRequest>(
        {
          readPage: query => readPage(reading, query),
          idOf: ({ iid }) => iid,
          atOnce: AT_ONCE,
          toItems: mergeRequests => toItems(reading, mergeRequests),
        },
        options,
      );
    },
    normalize: normalizeMergeRequest,
  };
}

function readPage(
  { client, scope, asking }: MergeRequestReading,
  query: Pick<
    AllMergeRequestsOptions,
    'updatedAfter' | 'updatedBefore' | 'orderBy' | 'sort'
  > & { page: number },
): Promise<GitlabAnswer<MergeRequest[]>> {
  return client.get<MergeRequests, MergeRequest[]>(
    asking,
    MergeRequests,
    mergeRequests =>
      mergeRequests.all({
        projectId: scope.externalId,
        scope: 'all',
        perPage: PAGE_SIZE,
        ...query,
      }),
  );
}

async function toItems(
  reading: MergeRequestReading,
  mergeRequests: readonly MergeRequest[],
): Promise<JsonValue[]> {
  if (mergeRequests.length === 0) return [];
  const changes = await readChanges(reading, mergeRequests);
  const items: JsonValue[] = [];
  for (const mergeRequest of mergeRequests) {
    const { iid } = mergeRequest;
    items.push({
      from: 'rest',
      mergeRequest: projectMergeRequest(mergeRequest),
      notes: await readNotes(reading, iid),
      approvals: await readApprovals(reading, iid),
      commits: await readCommits(reading, iid),
      closesIssues: await readClosedIssues(reading, mergeRequest),
      ...(changes.has(iid) && { changes: changes.get(iid) }),
    });
  }
  return items;
}

/** What is used of a merge request. */
function projectMergeRequest(value: object): JsonObject {
  const { author, merge_user, merged_by } = value as Record<string, unknown>;
  return {
    ...pick(value, [
      'iid',
      'web_url',
      'title',
      'state',
      'draft',
      'work_in_progress',
      'created_at',
      'updated_at',
      'merged_at',
      'closed_at',
      'source_branch',
      'target_branch',
      'sha',
      'merge_commit_sha',
      'squash_commit_sha',
      'labels',
    ]),
    author: accountOf(author),
    merge_user: accountOf(merge_user ?? merged_by),
  };
}
