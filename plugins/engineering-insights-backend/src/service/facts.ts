import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { listActedScopes } from '../database/operations/people/listActedScopes';
import type { FactFilter } from '../database/operations/read/FactFilter';
import {
  decodeFactCursor,
  type FactPage,
  type FactPageInput,
} from '../database/operations/read/FactPage';
import {
  type CommitRow,
  listCommits,
} from '../database/operations/read/listCommits';
import {
  type IssueRow,
  listIssues,
} from '../database/operations/read/listIssues';
import {
  listPullRequests,
  type PullRequestRow,
} from '../database/operations/read/listPullRequests';
import {
  listReviews,
  type ReviewRow,
} from '../database/operations/read/listReviews';
import { readPullRequestScopes } from '../database/operations/read/readPullRequestScopes';
import type { EntityName } from './authorise';
import type { PageInput } from './EngineeringInsightsService';
import { InvalidRequestError } from './InvalidRequestError';
import { readOwnAccounts, requireOwnAccounts } from './ownAccounts';
import {
  getRepositories,
  listVisibleScopes,
  requireRepository,
} from './repositories';
import type { ServiceContext } from './ServiceContext';

export type { CommitRow, FactPage, IssueRow, PullRequestRow, ReviewRow };

/** Whose facts: those of a repository, or what the caller did. */
export type FactsOf =
  | { readonly repositoryId: string }
  | { readonly developer: EntityName };

export interface FactsQuestion extends PageInput {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly of: FactsOf;
  readonly window: MetricWindow;
}

/** Reviews of one pull request; there are seldom more than ten. */
export const MOST_REVIEWS = 100;

/** Which part of a list of facts is wanted. @throws InvalidRequestError where the cursor is none. */
export function pageOf({ cursor, limit }: PageInput): FactPageInput {
  if (cursor === undefined) return { limit };
  const after = decodeFactCursor(cursor);
  if (!after) {
    throw new InvalidRequestError([
      { field: 'query.cursor', message: 'must be the cursor of a page before' },
    ]);
  }
  return { after, limit };
}

async function filterOf(question: FactsQuestion): Promise<FactFilter> {
  const { context, of, window } = question;
  if ('repositoryId' in of) {
    const { id } = await requireRepository({
      ...question,
      id: of.repositoryId,
    });
    const ownKeys = await readOwnAccounts(question);
    return { scopeIds: [id], window, ownKeys };
  }
  const personKeys = await requireOwnAccounts({
    ...question,
    developer: of.developer,
  });
  if (personKeys.length === 0) {
    throw new NotFoundError(
      'The catalog tells no account of yours at any source, so it is not known what you did. Have your User in the catalog name one, as by the annotation github.com/user-login.',
    );
  }
  const { knex } = context;
  const scopeIds = await listVisibleScopes({
    ...question,
    scopeIds: await listActedScopes({ knex, personKeys }),
  });
  return { scopeIds, personKeys, window, ownKeys: personKeys };
}

async function listBy<T>(
  question: FactsQuestion,
  list: (options: {
    knex: ServiceContext['knex'];
    filter: FactFilter;
    page: FactPageInput;
  }) => Promise<FactPage<T>>,
): Promise<FactPage<T>> {
  const page = pageOf(question);
  const filter = await filterOf(question);
  return list({ knex: question.context.knex, filter, page });
}

/** The commits of a repository, or those of who asks, newest first. */
export async function commitsOf(question: FactsQuestion) {
  return listBy<CommitRow>(question, listCommits);
}

/** The pull requests of a repository, or those of who asks, newest first. */
export async function pullRequestsOf(question: FactsQuestion) {
  return listBy<PullRequestRow>(question, listPullRequests);
}

/** The work items of a repository, newest first. */
export async function issuesOf(question: FactsQuestion) {
  return listBy<IssueRow>(question, listIssues);
}

/** The reviews of some pull requests by the id of these, oldest first; none of what the caller may not see. */
export async function reviewsOf(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly pullRequestIds: readonly string[];
}): Promise<ReadonlyMap<string, readonly ReviewRow[]>> {
  const { context, pullRequestIds } = question;
  const { knex } = context;
  const scopeIds = await readPullRequestScopes({ knex, pullRequestIds });
  const repositories = await getRepositories({
    ...question,
    ids: scopeIds.map(String),
  });
  const ownKeys = await readOwnAccounts(question);
  const reviews = await listReviews({
    knex,
    pullRequestIds,
    scopeIds: scopeIds.filter(id => repositories.get(String(id))?.isWhole),
    ownKeys,
    limit: MOST_REVIEWS,
  });
  const byPullRequest = new Map<string, ReviewRow[]>();
  for (const review of reviews) {
    const known = byPullRequest.get(review.pullRequestId);
    if (known) known.push(review);
    else byPullRequest.set(review.pullRequestId, [review]);
  }
  return byPullRequest;
}
