import type { GraphQLResolveInfo } from 'graphql';
import type { Issue } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { issueTypeNameOf, renderLabel } from '../render/issues';
import { nodeId, repositoryPageUrl, type Site } from '../render/site';
import { viewActor } from './actorViews';
import { connection, type ConnectionArguments } from './connection';
import { viewRepository } from './repositoryViews';

export function viewLabel(
  site: Site,
  repository: RepositorySimulation,
  name: string,
) {
  const { node_id: id, color } = renderLabel(site, repository, name);
  return { id, name, color, isDefault: false };
}

export function viewIssue(
  site: Site,
  repository: RepositorySimulation,
  issue: Issue,
) {
  const closedAt = issue.closedAt === undefined ? null : toIso(issue.closedAt);
  const type = issueTypeNameOf(issue);
  return {
    __typename: 'Issue',
    id: nodeId('I', repository.id, issue.number),
    databaseId: issue.id,
    fullDatabaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: closedAt ? 'CLOSED' : 'OPEN',
    stateReason: closedAt ? 'COMPLETED' : null,
    issueType: type
      ? { __typename: 'IssueType', id: nodeId('IT', type), name: type }
      : null,
    parent: null,
    url: `${repositoryPageUrl(site, repository)}/issues/${issue.number}`,
    author: viewActor(site, issue.author),
    labels: connection(issue.labels, label =>
      viewLabel(site, repository, label),
    ),
    assignees: connection([issue.author], account => viewActor(site, account)),
    timelineItems: timelineItems(repository, issue),
    createdAt: toIso(issue.createdAt),
    updatedAt: toIso(issue.updatedAt),
    closedAt,
    closed: closedAt !== null,
    repository: () => viewRepository(site, repository),
  };
}

/** Only what the simulation knows: that it was closed. */
function timelineItems(repository: RepositorySimulation, issue: Issue) {
  const closed = {
    type: 'CLOSED_EVENT',
    view: {
      __typename: 'ClosedEvent',
      id: nodeId('CE', repository.id, issue.number),
      createdAt: toIso(issue.closedAt ?? issue.createdAt),
      stateReason: 'COMPLETED',
    },
  };
  const items = issue.closedAt === undefined ? [] : [closed];
  return (
    args: ConnectionArguments & { itemTypes?: readonly string[] | null },
    context: unknown,
    info: GraphQLResolveInfo,
  ) =>
    connection(
      items.filter(
        ({ type }) => !args.itemTypes || args.itemTypes.includes(type),
      ),
      ({ view }) => view,
    )(args, context, info);
}
