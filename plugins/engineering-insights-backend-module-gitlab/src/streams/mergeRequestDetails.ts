import {
  MergeRequestApprovals,
  MergeRequestNotes,
  MergeRequests,
} from '@gitbeaker/rest';
import { isError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import {
  isNotFoundError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { accountOf } from '../accountOf';
import type { Asking, GitlabClient } from '../client';
import { issueKeyOf } from '../issueKeyOf';
import { isKeptSystemNote } from '../normalize/systemNotes';
import { diffStatsQuery } from '../diffStatsQuery';
import { pick } from './pick';
import { readAll } from './readAll';

/** One project and how it is asked. */
export interface MergeRequestReading {
  readonly client: GitlabClient;
  readonly scope: ScopeRef;
  readonly asking: Asking;
}

/** What is used of a merge request before it is stored. */
export interface MergeRequest {
  iid: number;
  updated_at: string;
  description?: string | null;
}

/** Of comments who wrote them and when; of GitLab's own notes those that tell a verdict. */
export async function readNotes(
  { client, scope, asking }: MergeRequestReading,
  iid: number,
): Promise<JsonObject[]> {
  const notes = await readAll<{ body: string; system: boolean }>(query =>
    client.get<MergeRequestNotes, { body: string; system: boolean }[]>(
      asking,
      MergeRequestNotes,
      resource =>
        resource.all(scope.externalId, iid, {
          sort: 'asc',
          orderBy: 'created_at',
          ...query,
        }),
    ),
  );
  return notes
    .filter(note => !note.system || isKeptSystemNote(note.body))
    .map(note => ({
      ...pick(note, ['id', 'created_at', 'system']),
      ...(note.system && { body: note.body }),
      author: accountOf((note as unknown as JsonObject).author),
    }));
}

export async function readApprovals(
  { client, scope, asking }: MergeRequestReading,
  iid: number,
): Promise<JsonObject[]> {
  const approvals = await client
    .get(asking, MergeRequestApprovals, resource =>
      resource.showConfiguration(scope.externalId, { mergerequestIId: iid }),
    )
    .catch((error: unknown) => {
      // Old free editions have no such list; GitLab's notes tell of approvals too.
      if (isNotFoundError(error)) return undefined;
      throw error;
    });
  return (approvals?.data.approved_by ?? []).map(approval => ({
    ...pick(approval, ['approved_at']),
    user: { ...accountOf(approval.user), ...pick(approval.user, ['id']) },
  }));
}

export async function readCommits(
  { client, scope, asking }: MergeRequestReading,
  iid: number,
): Promise<JsonObject[]> {
  const commits = await readAll<object>(query =>
    client.get<MergeRequests, object[]>(asking, MergeRequests, resource =>
      resource.allCommits(scope.externalId, iid, query as object),
    ),
  );
  return commits.map(commit =>
    pick(commit, ['id', 'authored_date', 'committed_date']),
  );
}

/** Asked only where the description may name an issue, as most name none. */
export async function readClosedIssues(
  { client, scope, asking }: MergeRequestReading,
  { iid, description }: MergeRequest,
): Promise<string[]> {
  if (!/#\d|\/(issues|work_items)\/\d|\b[A-Z]+-\d/.test(description ?? '')) {
    return [];
  }
  type Issue = Parameters<typeof issueKeyOf>[0];
  const issues = await readAll<Issue>(query =>
    client.get<MergeRequests, Issue[]>(
      asking,
      MergeRequests,
      resource =>
        resource.allIssuesClosed(
          scope.externalId,
          iid,
          query as object,
        ) as Promise<Issue[]>,
    ),
  );
  return issues.flatMap(issue => issueKeyOf(issue) ?? []);
}

/** One query, or two of half as many merge requests where GitLab gives up on it. */
export async function readChanges(
  reading: MergeRequestReading,
  mergeRequests: readonly MergeRequest[],
): Promise<Map<number, JsonObject>> {
  try {
    return await askForChanges(reading, mergeRequests);
  } catch (error) {
    if (mergeRequests.length === 1 || !isTooHeavy(error)) throw error;
    const middle = Math.ceil(mergeRequests.length / 2);
    return new Map([
      ...(await readChanges(reading, mergeRequests.slice(0, middle))),
      ...(await readChanges(reading, mergeRequests.slice(middle))),
    ]);
  }
}

/** Of a query beyond its limits GitLab says that it is wrong, or nothing in time. */
function isTooHeavy(error: unknown): boolean {
  return (
    isError(error) &&
    ['SourceFailureError', 'ServiceUnavailableError', 'Error'].includes(
      error.name,
    )
  );
}

async function askForChanges(
  { client, scope, asking }: MergeRequestReading,
  mergeRequests: readonly MergeRequest[],
): Promise<Map<number, JsonObject>> {
  const { data } = await client.graphql({
    ...asking,
    name: 'diffStats',
    query: diffStatsQuery,
    variables: {
      path: scope.externalId,
      iids: mergeRequests.map(({ iid }) => String(iid)),
    },
  });
  const project = data.project as {
    mergeRequests: { nodes: JsonObject[] };
  } | null;
  return new Map(
    (project?.mergeRequests.nodes ?? []).map(node => [
      Number(node.iid),
      pick(node, ['diffStatsSummary', 'diffStats']),
    ]),
  );
}
