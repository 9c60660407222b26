import type {
  Account,
  Commit,
  PullRequest,
  Release,
  Review,
} from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { toIso } from '../simulation/time';
import { guidOf, PROJECT, type AzureSite } from './project';

/** Azure DevOps writes fractions where there are some, and there are none. */
export function instant(seconds: number): string {
  return toIso(seconds);
}

export function renderIdentity(account: Account) {
  const isMachine = account.type === 'Bot';
  return {
    displayName: account.name,
    id: guidOf('account', account.id),
    uniqueName: isMachine
      ? `Build\\${guidOf('account', account.id)}`
      : account.email,
    descriptor: `${isMachine ? 'svc' : 'aad'}.${Buffer.from(
      account.login,
    ).toString('base64url')}`,
  };
}

export function renderProject() {
  return {
    id: guidOf('project', PROJECT),
    name: PROJECT,
    state: 'wellFormed',
    visibility: 'private',
  };
}

export function renderRepository(
  site: AzureSite,
  repository: RepositorySimulation,
) {
  const { name, defaultBranch } = repository.profile;
  const page = `${site.origin}/${PROJECT}/_git/${name}`;
  return {
    id: guidOf('repository', repository.id),
    name,
    url: `${site.origin}/${PROJECT}/_apis/git/repositories/${guidOf(
      'repository',
      repository.id,
    )}`,
    project: renderProject(),
    defaultBranch: `refs/heads/${defaultBranch}`,
    remoteUrl: page,
    webUrl: page,
    isDisabled: false,
  };
}

export function renderPullRequest(
  site: AzureSite,
  repository: RepositorySimulation,
  item: PullRequest,
) {
  const { id, name, url, project } = renderRepository(site, repository);
  const closedAt = item.mergedAt ?? item.closedAt;
  const votes = new Map(
    item.reviews.flatMap(review => {
      const vote = voteOf(review);
      return vote === undefined
        ? []
        : [[review.author.login, { author: review.author, vote }]];
    }),
  );
  return {
    repository: { id, name, url, project },
    pullRequestId: item.id,
    codeReviewId: item.id,
    status: statusOf(item),
    createdBy: renderIdentity(item.author),
    creationDate: instant(item.createdAt),
    ...(closedAt !== undefined && { closedDate: instant(closedAt) }),
    ...(item.mergedBy && { closedBy: renderIdentity(item.mergedBy) }),
    title: item.title,
    description: item.body,
    sourceRefName: `refs/heads/${item.branch}`,
    targetRefName: `refs/heads/${repository.profile.defaultBranch}`,
    mergeStatus: 'succeeded',
    isDraft: item.isDraft,
    mergeId: guidOf('merge', item.id),
    lastMergeSourceCommit: { commitId: item.headSha },
    lastMergeTargetCommit: { commitId: item.baseSha },
    lastMergeCommit: { commitId: item.mergeCommitSha ?? item.headSha },
    reviewers: [...votes.values()].map(({ author, vote }) => ({
      ...renderIdentity(author),
      vote,
      hasDeclined: false,
      isFlagged: false,
    })),
    labels: item.labels.map(label => ({
      id: guidOf('label', label),
      name: label,
      active: true,
    })),
    supportsIterations: true,
  };
}

function statusOf(item: PullRequest) {
  if (item.mergedAt !== undefined) return 'completed';
  return item.closedAt === undefined ? 'active' : 'abandoned';
}

const VOTES = { APPROVED: 10, CHANGES_REQUESTED: -5 } as const;

function voteOf({ state }: Review): number | undefined {
  return state === 'COMMENTED' ? undefined : VOTES[state];
}

const SERVICE: Account = {
  id: 1,
  login: 'service',
  type: 'Bot',
  name: 'Microsoft.VisualStudio.Services.TFS',
  email: '',
};

interface SystemEvent {
  readonly id: number;
  readonly at: number;
  readonly type: string;
  readonly by: Account;
  readonly properties: Readonly<Record<string, string>>;
}

function systemThread({ id, at, type, by, properties }: SystemEvent) {
  const texts = { CodeReviewThreadType: type, ...properties };
  return {
    id,
    publishedDate: instant(at),
    lastUpdatedDate: instant(at),
    comments: [
      {
        id: 1,
        parentCommentId: 0,
        author: renderIdentity(SERVICE),
        content: '{1}',
        publishedDate: instant(at),
        lastUpdatedDate: instant(at),
        commentType: 'system',
      },
    ],
    properties: Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [
        key,
        { $type: 'System.String', $value: value },
      ]),
    ),
    identities: { 1: renderIdentity(by) },
    isDeleted: false,
  };
}

/** What Azure DevOps writes down of reviews and of the draft: threads of people, and threads of its own. */
export function renderThreads(item: PullRequest) {
  const { readyAt = item.createdAt } = item;
  const published =
    readyAt > item.createdAt
      ? [
          systemThread({
            id: 1,
            at: readyAt,
            type: 'IsDraftUpdate',
            by: item.author,
            properties: { CodeReviewIsDraftUpdatedByIdentity: '1' },
          }),
        ]
      : [];
  return [...published, ...item.reviews.flatMap(threadsOf)].sort(
    (left, right) => left.publishedDate.localeCompare(right.publishedDate),
  );
}

/** Threads are numbered within their pull request; the first one is of the draft. */
function threadsOf(review: Review, index: number) {
  const { body, author, submittedAt: at } = review;
  const number = 2 * (index + 1);
  const vote = voteOf(review);
  const comment = {
    id: number,
    publishedDate: instant(at),
    lastUpdatedDate: instant(at),
    status: 'active',
    comments: [
      {
        id: 1,
        parentCommentId: 0,
        author: renderIdentity(author),
        content: body,
        publishedDate: instant(at),
        lastUpdatedDate: instant(at),
        commentType: 'text',
      },
    ],
    properties: {},
    isDeleted: false,
  };
  const voted =
    vote === undefined
      ? []
      : [
          systemThread({
            id: number + 1,
            at,
            type: 'VoteUpdate',
            by: author,
            properties: {
              CodeReviewVoteResult: String(vote),
              CodeReviewVotedByIdentity: '1',
            },
          }),
        ];
  return [...(body ? [comment] : []), ...voted];
}

/** As lists have it; one commit by itself tells its parents too. */
export function renderCommitRef(
  site: AzureSite,
  repository: RepositorySimulation,
  commit: Commit,
) {
  const { name } = repository.profile;
  const [title] = commit.message.split('\n', 1);
  const count = (status: string) =>
    commit.files.filter(file => file.status === status).length;
  return {
    commitId: commit.sha,
    author: {
      name: commit.author.name,
      email: commit.author.email,
      date: instant(commit.authoredAt),
    },
    committer: {
      name: commit.committer.name,
      email: commit.committer.email,
      date: instant(commit.committedAt),
    },
    comment: title,
    ...(title !== commit.message && { commentTruncated: true }),
    changeCounts: {
      Add: count('added'),
      Edit: count('modified'),
      Delete: count('removed'),
    },
    url: `${site.origin}/${PROJECT}/_apis/git/repositories/${guidOf(
      'repository',
      repository.id,
    )}/commits/${commit.sha}`,
    remoteUrl: `${site.origin}/${PROJECT}/_git/${name}/commit/${commit.sha}`,
  };
}

export function renderCommit(
  site: AzureSite,
  repository: RepositorySimulation,
  commit: Commit,
) {
  return {
    treeId: commit.tree,
    ...renderCommitRef(site, repository, commit),
    comment: commit.message,
    parents: commit.parents,
  };
}

/** A tag of a release has a text, so it is an object of its own. */
export function renderTagRef(site: AzureSite, release: Release) {
  return {
    name: `refs/tags/${release.tag}`,
    objectId: tagObjectId(release),
    peeledObjectId: release.sha,
    url: `${site.origin}/_apis/git/refs/tags/${release.tag}`,
  };
}

export function tagObjectId(release: Release): string {
  return guidOf('tag', release.id).replaceAll('-', '').padEnd(40, '0');
}

export function renderAnnotatedTag(release: Release) {
  return {
    name: release.tag,
    objectId: tagObjectId(release),
    taggedObject: { objectId: release.sha, objectType: 'commit' },
    taggedBy: {
      name: release.author.name,
      email: release.author.email,
      date: instant(release.publishedAt),
    },
    message: release.body,
  };
}
