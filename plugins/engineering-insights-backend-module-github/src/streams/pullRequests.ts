import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizePullRequest } from '../normalize/pullRequests';
import {
  pullRequestListsQuery,
  pullRequestsQuery,
} from '../queries/pullRequests';
import { createPageSizer, type PageSizer } from './pageSizer';
import { repositoryOf } from '../repositoryOf';
import { withBotSuffixes } from '../withBotSuffix';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

/**
 * Each brings its commits, files and reviews: a larger page runs into GitHub's
 * time limit. One of changes costs one point of the budget, one of the history
 * three.
 */
const PAGE_SIZE = { live: 6, history: 20 };
const LIST_SIZE = 100;
const LISTS = ['reviews', 'commits', 'files'] as const;

type List = {
  nodes: JsonObject[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
type PullRequestNode = JsonObject & {
  id: string;
  updatedAt: string;
} & { [L in (typeof LISTS)[number]]?: List | null };

type Asking = Omit<
  Parameters<GithubClient['graphql']>[0],
  'name' | 'query' | 'variables'
>;

export function pullRequestsStream(
  client: GithubClient,
): Stream<ConnectionCursor> {
  return {
    name: 'pull-requests',
    produces: ['pullRequest', 'review'],
    personal: [
      '/pullRequest/author/login',
      '/pullRequest/mergedBy/login',
      '/pullRequest/merged_by/login',
      '/pullRequest/user/login',
      '/pullRequest/reviews/nodes/*/author/login',
      '/review/user/login',
    ],
    identify(item) {
      const { pullRequest, review } = item as {
        pullRequest?: JsonObject;
        review?: JsonObject;
      };
      return review
        ? {
            externalId: `review/${review.id}`,
            updatedAt: instantOf(review.updated_at ?? review.submitted_at),
          }
        : {
            externalId: String(pullRequest?.number),
            updatedAt: instantOf(
              pullRequest?.updatedAt ?? pullRequest?.updated_at,
            ),
          };
    },
    read({ scope, signal, ...options }) {
      const asking: Asking = {
        scope,
        signal,
        permission: 'Pull requests: read',
      };
      const largest = PAGE_SIZE[options.direction];
      const sized = createPageSizer(largest);
      return readConnection<PullRequestNode>(
        {
          readPage: after =>
            readPage(client, asking, { after, largest, sized }),
          changedAt: node => node.updatedAt,
          toItem: node => ({
            from: 'graphql',
            pullRequest: withBotSuffixes<JsonObject>(node),
          }),
        },
        options,
      );
    },
    normalize: normalizePullRequest,
  };
}

function instantOf(value: unknown) {
  return typeof value === 'string' ? value : undefined;
}

async function readPage(
  client: GithubClient,
  asking: Asking,
  options: { after: string | undefined; largest: number; sized: PageSizer },
): Promise<ConnectionPage<PullRequestNode>> {
  const { after, largest, sized } = options;
  const { data, budget } = await sized(size =>
    client.graphql({
      ...asking,
      name: 'pullRequests',
      query: pullRequestsQuery,
      variables: {
        ...repositoryOf(asking.scope),
        size,
        // Of a single one that is too heavy, less comes with it and more is followed.
        listSize: Math.ceil((LIST_SIZE * size) / largest),
        after: after ?? null,
      },
    }),
  );
  const { pullRequests } = data.repository as unknown as {
    pullRequests: ConnectionPage<PullRequestNode>;
  };
  const nodes: PullRequestNode[] = [];
  for (const node of pullRequests.nodes) {
    nodes.push(await withWholeLists(client, asking, node));
  }
  return { nodes, pageInfo: pullRequests.pageInfo, budget };
}

/** Follows those lists of a pull request that did not end on the page. */
async function withWholeLists(
  client: GithubClient,
  asking: Asking,
  first: PullRequestNode,
): Promise<PullRequestNode> {
  let whole = first;
  const sized = createPageSizer(LIST_SIZE);
  let open = openListsOf(whole);
  while (open.length > 0) {
    const variables = {
      id: whole.id,
      withReviews: open.includes('reviews'),
      reviewsAfter: whole.reviews?.pageInfo.endCursor ?? null,
      withCommits: open.includes('commits'),
      commitsAfter: whole.commits?.pageInfo.endCursor ?? null,
      withFiles: open.includes('files'),
      filesAfter: whole.files?.pageInfo.endCursor ?? null,
    };
    const { data } = await sized(size =>
      client.graphql({
        ...asking,
        name: 'pullRequestLists',
        query: pullRequestListsQuery,
        variables: { ...variables, size },
      }),
    );
    whole = joined(whole, open, data.node as unknown as PullRequestNode);
    open = openListsOf(whole);
  }
  return whole;
}

function openListsOf(pullRequest: PullRequestNode) {
  return LISTS.filter(list => pullRequest[list]?.pageInfo.hasNextPage);
}

function joined(
  known: PullRequestNode,
  lists: readonly (typeof LISTS)[number][],
  more: PullRequestNode,
): PullRequestNode {
  const result = { ...known };
  for (const list of lists) {
    result[list] = {
      nodes: [...(known[list]?.nodes ?? []), ...(more[list]?.nodes ?? [])],
      pageInfo: more[list]?.pageInfo ?? { hasNextPage: false, endCursor: null },
    };
  }
  return result;
}
