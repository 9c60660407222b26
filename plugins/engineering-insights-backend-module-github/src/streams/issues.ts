import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeIssue } from '../normalize/issues';
import { issuesQuery, olderIssuesQuery } from '../queries/issues';
import { repositoryOf } from '../repositoryOf';
import type { GraphqlError } from '../toSourceError';
import { isUnknownFieldError } from '../UnknownFieldError';
import { withBotSuffixes } from '../withBotSuffix';
import { createPageSizer } from './pageSizer';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

/** One point of the budget for a page of changes, three for one of the history. */
const PAGE_SIZE = { live: 25, history: 100 };

type IssueNode = JsonObject & { updatedAt: string };
type Request = Omit<
  Parameters<GithubClient['graphql']>[0],
  'name' | 'query' | 'accepts'
>;

export function issuesStream(client: GithubClient): Stream<ConnectionCursor> {
  const ask = createAsker(client);
  return {
    name: 'issues',
    produces: ['issue'],
    personal: ['/issue/assignees/nodes/*/login', '/issue/assignee/login'],
    identify(item) {
      const { issue } = item as { issue: JsonObject };
      return {
        externalId: String(issue.number),
        updatedAt: (issue.updatedAt ?? issue.updated_at) as string | undefined,
      };
    },
    read({ scope, signal, ...options }) {
      const sized = createPageSizer(PAGE_SIZE[options.direction]);
      let repository = scope.externalId;
      return readConnection<IssueNode>(
        {
          async readPage(after) {
            const { page, nameWithOwner } = await sized(size =>
              ask({
                scope,
                signal,
                permission: 'Issues: read',
                variables: {
                  ...repositoryOf(scope),
                  size,
                  after: after ?? null,
                },
              }),
            );
            repository = nameWithOwner;
            return page;
          },
          changedAt: node => node.updatedAt,
          toItem: node => ({
            from: 'graphql',
            repository,
            issue: withBotSuffixes<JsonObject>(node),
          }),
        },
        options,
      );
    },
    normalize: normalizeIssue,
  };
}

/** Asks for all that the host knows, which its first answer tells. */
function createAsker(client: GithubClient) {
  let query = issuesQuery;
  return async function ask(request: Request): Promise<{
    nameWithOwner: string;
    page: ConnectionPage<IssueNode>;
  }> {
    const asked = query;
    try {
      const { data, errors, budget } = await client.graphql({
        ...request,
        name: 'issues',
        query: asked,
        accepts: isHiddenParent,
      });
      const { nameWithOwner, issues } = data.repository as unknown as {
        nameWithOwner: string;
        issues: ConnectionPage<IssueNode>;
      };
      const nodes = withoutHiddenParents(issues.nodes, errors);
      return { nameWithOwner, page: { ...issues, nodes, budget } };
    } catch (error) {
      if (asked === olderIssuesQuery || !isUnknownFieldError(error))
        throw error;
      query = olderIssuesQuery;
      return ask(request);
    }
  };
}

/** The parent may be in a repository that the credentials do not see. */
function isHiddenParent({ path }: GraphqlError): boolean {
  return path?.[4] === 'parent';
}

/** What is hidden is not known to be absent. */
function withoutHiddenParents(
  nodes: readonly IssueNode[],
  errors: readonly GraphqlError[],
): IssueNode[] {
  const hidden = new Set(errors.map(({ path }) => path?.[3]));
  return nodes.map((node, index) => {
    if (!hidden.has(index)) return node;
    const { parent, ...known } = node;
    return known as IssueNode;
  });
}
