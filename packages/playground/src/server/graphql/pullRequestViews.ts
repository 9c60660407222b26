import { githubIssuesOf } from '../../simulation/githubIssuesOf';
import type { FileChange, PullRequest, Review } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { filesOf } from '../render/pullRequests';
import { nodeId, repositoryPageUrl, type Site } from '../render/site';
import { viewActor } from './actorViews';
import { viewCommit } from './commitViews';
import { connection, type ConnectionArguments } from './connection';
import { viewIssue, viewLabel } from './issueViews';
import { viewOrganization, viewRepository } from './repositoryViews';
import type { View } from './view';
import type { GraphQLResolveInfo } from 'graphql';

function orNull(seconds: number | undefined): string | null {
  return seconds === undefined ? null : toIso(seconds);
}

function viewFile(file: FileChange) {
  const changeType = {
    added: 'ADDED',
    modified: 'MODIFIED',
    removed: 'DELETED',
  }[file.status];
  return {
    path: file.path,
    additions: file.additions,
    deletions: file.deletions,
    changeType,
  };
}

export function viewReview(
  site: Site,
  repository: RepositorySimulation,
  options: { pullRequest: PullRequest; review: Review },
) {
  const { pullRequest, review } = options;
  const isBot = review.author.type === 'Bot';
  return {
    __typename: 'PullRequestReview',
    id: nodeId('PRR', repository.id, pullRequest.number, review.id),
    databaseId: review.id,
    fullDatabaseId: review.id,
    author: viewActor(site, review.author),
    authorAssociation: isBot ? 'NONE' : 'MEMBER',
    state: review.state,
    body: review.body,
    bodyText: review.body,
    createdAt: toIso(review.submittedAt),
    submittedAt: toIso(review.submittedAt),
    updatedAt: toIso(review.submittedAt),
    url: `${repositoryPageUrl(site, repository)}/pull/${
      pullRequest.number
    }#pullrequestreview-${review.id}`,
    commit: () =>
      viewCommit(site, repository, repository.graph.get(review.commitSha)),
    comments: connection([], () => undefined),
    pullRequest: () => viewPullRequest(site, repository, pullRequest),
  };
}

interface TimelineArguments extends ConnectionArguments {
  readonly itemTypes?: readonly string[] | null;
}

/** Only what the simulation knows: leaving the draft state, and the merge. */
function timelineItems(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
) {
  const items: {
    type: string;
    view: { __typename: string; createdAt: string } & Record<string, unknown>;
  }[] = [];
  const add = (
    type: string,
    name: string,
    at: number | undefined,
    account = pullRequest.author,
  ) => {
    if (at === undefined) return;
    const id = nodeId(name, repository.id, pullRequest.number);
    items.push({
      type,
      view: {
        __typename: name,
        id,
        createdAt: toIso(at),
        actor: viewActor(site, account),
      },
    });
  };
  const leftDraftAt =
    pullRequest.readyAt === pullRequest.createdAt
      ? undefined
      : pullRequest.readyAt;
  add('READY_FOR_REVIEW_EVENT', 'ReadyForReviewEvent', leftDraftAt);
  add(
    'MERGED_EVENT',
    'MergedEvent',
    pullRequest.mergedAt,
    pullRequest.mergedBy,
  );
  add(
    'CLOSED_EVENT',
    'ClosedEvent',
    pullRequest.closedAt,
    pullRequest.mergedBy,
  );
  return (
    args: TimelineArguments,
    context: unknown,
    info: GraphQLResolveInfo,
  ) => {
    const wanted = items.filter(
      ({ type }) => !args.itemTypes || args.itemTypes.includes(type),
    );
    const found = connection(wanted, ({ view }) => view)(args, context, info);
    return {
      ...found,
      filteredCount: wanted.length,
      pageCount: 1,
      updatedAt: toIso(pullRequest.updatedAt),
    };
  };
}

function stateOf(pullRequest: PullRequest): 'OPEN' | 'CLOSED' | 'MERGED' {
  if (pullRequest.mergedAt !== undefined) return 'MERGED';
  return pullRequest.closedAt === undefined ? 'OPEN' : 'CLOSED';
}

function viewSides(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
) {
  return {
    baseRefName: repository.profile.defaultBranch,
    baseRefOid: pullRequest.baseSha,
    headRefName: pullRequest.branch,
    headRefOid: pullRequest.headSha,
    headRepository: () => viewRepository(site, repository),
    headRepositoryOwner: () => viewOrganization(site, repository),
    baseRepository: () => viewRepository(site, repository),
    isCrossRepository: false,
    mergeCommit: () =>
      pullRequest.mergeCommitSha
        ? viewCommit(
            site,
            repository,
            repository.graph.get(pullRequest.mergeCommitSha),
          )
        : null,
  };
}

function viewParts(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
) {
  const review = (item: Review) =>
    viewReview(site, repository, { pullRequest, review: item });
  return {
    labels: connection(pullRequest.labels, label =>
      viewLabel(site, repository, label),
    ),
    reviews: connection(pullRequest.reviews, review),
    latestReviews: connection(pullRequest.reviews.slice(-1), review),
    comments: connection([], () => undefined),
    reviewThreads: connection([], () => undefined),
    assignees: connection([], () => undefined),
    reviewRequests: connection(pullRequest.requestedReviewers, account => ({
      asCodeOwner: false,
      requestedReviewer: viewActor(site, account),
    })),
    commits: connection(pullRequest.commits, sha => ({
      id: nodeId('PRC', repository.id, pullRequest.number, sha),
      url: `${repositoryPageUrl(site, repository)}/pull/${
        pullRequest.number
      }/commits/${sha}`,
      commit: viewCommit(site, repository, repository.graph.get(sha)),
    })),
    closingIssuesReferences: connection(
      githubIssuesOf(repository).filter(issue =>
        pullRequest.closes.includes(issue.number),
      ),
      issue => viewIssue(site, repository, issue),
    ),
    timelineItems: timelineItems(site, repository, pullRequest),
  };
}

export function viewPullRequest(
  site: Site,
  repository: RepositorySimulation,
  pullRequest: PullRequest,
): View {
  const files = filesOf(repository, pullRequest);
  const url = `${repositoryPageUrl(site, repository)}/pull/${
    pullRequest.number
  }`;
  return {
    __typename: 'PullRequest',
    id: nodeId('PR', repository.id, pullRequest.number),
    databaseId: pullRequest.id,
    fullDatabaseId: pullRequest.id,
    number: pullRequest.number,
    title: pullRequest.title,
    body: pullRequest.body,
    bodyText: pullRequest.body,
    url,
    permalink: url,
    resourcePath: new URL(url).pathname,
    state: stateOf(pullRequest),
    isDraft: pullRequest.isDraft,
    closed: pullRequest.closedAt !== undefined,
    merged: pullRequest.mergedAt !== undefined,
    locked: false,
    createdAt: toIso(pullRequest.createdAt),
    updatedAt: toIso(pullRequest.updatedAt),
    publishedAt: toIso(pullRequest.createdAt),
    closedAt: orNull(pullRequest.closedAt),
    mergedAt: orNull(pullRequest.mergedAt),
    author: viewActor(site, pullRequest.author),
    authorAssociation: pullRequest.author.type === 'Bot' ? 'NONE' : 'MEMBER',
    mergedBy: pullRequest.mergedBy
      ? viewActor(site, pullRequest.mergedBy)
      : null,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
    files: connection(files, viewFile),
    totalCommentsCount: 0,
    reviewDecision: pullRequest.reviews.some(
      ({ state }) => state === 'APPROVED',
    )
      ? 'APPROVED'
      : 'REVIEW_REQUIRED',
    ...viewSides(site, repository, pullRequest),
    ...viewParts(site, repository, pullRequest),
    repository: () => viewRepository(site, repository),
  };
}
