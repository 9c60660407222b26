import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeDeployment } from '../normalize/deployments';
import {
  deploymentsQuery,
  deploymentStatusesQuery,
} from '../queries/deployments';
import { createPageSizer, type PageSizer } from './pageSizer';
import { repositoryOf } from '../repositoryOf';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

/**
 * GitHub lists deployments by their creation only. A status that comes later is
 * seen by reading the last day again, and everything from the oldest deployment
 * that had not ended yet.
 */
const LOOKBACK = { days: 1 };
const PAGE_SIZE = 50;
const ENDED = new Set(['SUCCESS', 'FAILURE', 'ERROR', 'INACTIVE']);

type Statuses = {
  nodes: { state: string; createdAt: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};
type DeploymentNode = JsonObject & {
  id: string;
  createdAt: string;
  statuses: Statuses;
};
type Asking = Omit<
  Parameters<GithubClient['graphql']>[0],
  'name' | 'query' | 'variables'
>;

export function deploymentsStream(
  client: GithubClient,
): Stream<ConnectionCursor> {
  return {
    name: 'deployments',
    produces: ['deployment'],
    personal: [],
    identify(item) {
      const { deployment, status } = item as {
        deployment: JsonObject;
        status?: { created_at?: string };
      };
      return {
        externalId: String(deployment.databaseId ?? deployment.id),
        updatedAt:
          status?.created_at ??
          ((deployment.updatedAt ?? deployment.updated_at) as
            | string
            | undefined),
      };
    },
    read({ scope, signal, ...options }) {
      const asking: Asking = { scope, signal, permission: 'Deployments: read' };
      const sized = createPageSizer(PAGE_SIZE);
      return readConnection<DeploymentNode>(
        {
          readPage: after => readPage(client, asking, { after, sized }),
          changedAt: node => node.createdAt,
          toItem: node => ({ from: 'graphql', deployment: node }),
          lookback: LOOKBACK,
          isOpen: node =>
            !node.statuses.nodes.some(status => ENDED.has(status.state)),
        },
        options,
      );
    },
    normalize: normalizeDeployment,
  };
}

async function readPage(
  client: GithubClient,
  asking: Asking,
  { after, sized }: { after: string | undefined; sized: PageSizer },
): Promise<ConnectionPage<DeploymentNode>> {
  const { data, budget } = await sized(size =>
    client.graphql({
      ...asking,
      name: 'deployments',
      query: deploymentsQuery,
      variables: { ...repositoryOf(asking.scope), size, after: after ?? null },
    }),
  );
  const { deployments } = data.repository as unknown as {
    deployments: ConnectionPage<DeploymentNode>;
  };
  const nodes: DeploymentNode[] = [];
  for (const node of deployments.nodes) {
    nodes.push(await withAllStatuses(client, asking, node));
  }
  return { nodes, pageInfo: deployments.pageInfo, budget };
}

async function withAllStatuses(
  client: GithubClient,
  asking: Asking,
  node: DeploymentNode,
): Promise<DeploymentNode> {
  let { nodes, pageInfo } = node.statuses;
  while (pageInfo.hasNextPage) {
    const { data } = await client.graphql({
      ...asking,
      name: 'deploymentStatuses',
      query: deploymentStatusesQuery,
      variables: { id: node.id, after: pageInfo.endCursor },
    });
    const { statuses } = data.node as unknown as DeploymentNode;
    nodes = [...nodes, ...statuses.nodes];
    pageInfo = statuses.pageInfo;
  }
  return { ...node, statuses: { nodes, pageInfo } };
}
