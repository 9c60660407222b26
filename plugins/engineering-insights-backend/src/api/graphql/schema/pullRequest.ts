import type { PullRequestRow, ReviewRow } from '../../../service/facts';
import { costing } from '../limits/FieldCost';
import { builder } from './builder';
import {
  connectionCost,
  connectionOf,
  pageArguments,
  pageOf,
} from './connection';
import { ActorEnum, PullRequestState, ReviewState } from './factEnums';
import { OWN, ownDeveloper } from './ownDeveloper';
import { DeveloperType, RepositoryType } from './references';

const ReviewType = builder.objectRef<ReviewRow>('Review').implement({
  description: 'A submitted verdict on a pull request.',
  fields: t => ({
    id: t.exposeID('id', { description: 'Of this installation.' }),
    state: t.expose('state', {
      type: ReviewState,
      nullable: true,
      description: 'What it says.',
    }),
    submittedAt: t.expose('submittedAt', {
      type: 'Instant',
      nullable: true,
      description: 'When it was submitted.',
    }),
    commentCount: t.exposeInt('commentCount', {
      nullable: true,
      description: 'Comments that came with it; null where not known.',
    }),
    reviewerKind: t.expose('reviewerKind', {
      type: ActorEnum,
      description: 'What kind of being reviewed.',
    }),
    reviewer: t.field({
      type: DeveloperType,
      nullable: true,
      description: OWN,
      resolve: (review, _, context) => ownDeveloper(review, context),
    }),
  }),
});
const ReviewConnection = connectionOf(ReviewType, 'reviews');

type PullRequestCommit = PullRequestRow['commits'][number];

const PullRequestCommitType = builder
  .objectRef<PullRequestCommit>('PullRequestCommit')
  .implement({
    description:
      'A commit as the pull request had it, also where it was squashed.',
    fields: t => ({
      sha: t.exposeString('sha', { description: 'Its SHA.' }),
      authoredAt: t.expose('authoredAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it was written.',
      }),
      committedAt: t.expose('committedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it got this SHA.',
      }),
    }),
  });

/** Commits of a pull request; there are seldom more. */
const COMMITS_SIZE = 5;

const PullRequestType = builder
  .objectRef<PullRequestRow>('PullRequest')
  .implement({
    description: 'A proposed change under review.',
    fields: t => ({
      id: t.exposeID('id', { description: 'Of this installation.' }),
      repository: t.field({
        type: RepositoryType,
        nullable: true,
        description: 'In which it is.',
        resolve: ({ repositoryId }, _, { loaders }) =>
          loaders.repositories.load(repositoryId),
      }),
      number: t.exposeInt('number', {
        nullable: true,
        description: 'As people call it.',
      }),
      title: t.exposeString('title', {
        nullable: true,
        description: 'Its title.',
      }),
      state: t.expose('state', {
        type: PullRequestState,
        nullable: true,
        description: 'How far it is.',
      }),
      isDraft: t.exposeBoolean('isDraft', {
        nullable: true,
        description: 'It is not yet ready for review.',
      }),
      createdAt: t.expose('createdAt', {
        type: 'Instant',
        description: 'When it was opened.',
      }),
      readyForReviewAt: t.expose('readyForReviewAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it was opened, or last left draft.',
      }),
      mergedAt: t.expose('mergedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it was merged.',
      }),
      closedAt: t.expose('closedAt', {
        type: 'Instant',
        nullable: true,
        description: 'When it was merged or closed.',
      }),
      mergeCommitSha: t.exposeString('mergeCommitSha', {
        nullable: true,
        description: 'The commit that merging made.',
      }),
      headSha: t.exposeString('headSha', {
        nullable: true,
        description: 'Its last own commit.',
      }),
      baseBranch: t.exposeString('baseBranch', {
        nullable: true,
        description: 'The branch that it goes to.',
      }),
      commits: t.field({
        type: [PullRequestCommitType],
        description: 'Its own commits.',
        extensions: costing({ size: COMMITS_SIZE }),
        resolve: ({ commits }) => [...commits],
      }),
      additions: t.exposeInt('additions', {
        nullable: true,
        description: 'Lines added; null where not known.',
      }),
      deletions: t.exposeInt('deletions', {
        nullable: true,
        description: 'Lines deleted; null where not known.',
      }),
      changedFileCount: t.exposeInt('changedFileCount', {
        nullable: true,
        description: 'Files changed; null where not known.',
      }),
      labels: t.stringList({
        description: 'Its labels.',
        resolve: ({ labels }) => [...labels],
      }),
      issueKeys: t.stringList({
        description: 'Keys of issues that it names.',
        resolve: ({ issueKeys }) => [...issueKeys],
      }),
      reviews: t.field({
        type: ReviewConnection,
        description: 'Its reviews, oldest first; a hundred at most.',
        args: pageArguments,
        extensions: connectionCost({ weight: 2 }),
        resolve: async ({ id }, asked, { loaders }) =>
          pageOf(await loaders.reviews.load(id), asked),
      }),
      authorKind: t.expose('authorKind', {
        type: ActorEnum,
        description: 'What kind of being opened it.',
      }),
      author: t.field({
        type: DeveloperType,
        nullable: true,
        description: OWN,
        resolve: (pullRequest, _, context) =>
          ownDeveloper(pullRequest, context),
      }),
      url: t.exposeString('url', {
        nullable: true,
        description: 'Where people see it.',
      }),
    }),
  });

export const PullRequestConnection = connectionOf(
  PullRequestType,
  'pull requests',
);
