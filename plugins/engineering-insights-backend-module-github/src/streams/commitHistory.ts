import type { Budget } from '@sei-platform/plugin-engineering-insights-node';
import { headQuery, historyQuery } from '../queries/commits';
import { repositoryOf } from '../repositoryOf';
import {
  CONTENTS_PERMISSION,
  type Asking,
  type GraphqlCommit,
} from './commitItems';
import type { PageSizer } from './pageSizer';

export const HISTORY_PAGE_SIZE = 100;

type CommitHistory = {
  oid: string;
  history: {
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    nodes: GraphqlCommit[];
  };
};

/** The head of the default branch, of which an empty repository has none. */
export async function readHead(
  asking: Asking,
): Promise<{ head?: string; budget?: Budget }> {
  const { client, ...request } = asking;
  const { data, budget } = await client.graphql({
    ...request,
    permission: CONTENTS_PERMISSION,
    name: 'head',
    query: headQuery,
    variables: repositoryOf(request.scope),
  });
  const { defaultBranchRef } = data.repository as {
    defaultBranchRef?: { target: { oid: string } } | null;
  };
  return { head: defaultBranchRef?.target.oid, budget };
}

/** One page of what a revision reaches, newest first; nothing of a revision that the repository lost. */
export async function readHistoryPage(
  asking: Asking,
  options: { revision: string; after?: string; sized: PageSizer },
) {
  const { client, ...request } = asking;
  const { revision, after, sized } = options;
  const { data, budget, size } = await sized(async asked => ({
    ...(await client.graphql({
      ...request,
      permission: CONTENTS_PERMISSION,
      name: 'history',
      query: historyQuery,
      variables: {
        ...repositoryOf(request.scope),
        revision,
        size: asked,
        after: after ?? null,
      },
    })),
    size: asked,
  }));
  const { object } = data.repository as unknown as {
    object:
      | (Partial<CommitHistory> & { target?: Partial<CommitHistory> })
      | null;
  };
  const commit = object?.history ? object : object?.target;
  if (!commit?.oid || !commit.history) return undefined;
  const { nodes, pageInfo } = commit.history;
  return {
    head: commit.oid,
    commits: nodes,
    /** How many it was asked for. */
    size,
    after: (pageInfo.hasNextPage && pageInfo.endCursor) || undefined,
    budget,
  };
}
