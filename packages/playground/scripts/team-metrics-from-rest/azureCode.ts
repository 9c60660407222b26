import type { Account, PullRequest, Run, Window } from './facts';
import { at, instant, send, sendJson } from './http';
import { isMachineName } from './conventions';

interface RawIdentity {
  id: string;
  uniqueName: string;
}
interface RawPullRequest {
  pullRequestId: number;
  status: string;
  createdBy: RawIdentity;
  creationDate: string;
  closedDate?: string;
  targetRefName: string;
  isDraft: boolean;
  repository: { id: string };
}
interface RawThread {
  properties?: Record<string, { $value: string | number } | undefined>;
  identities?: Record<string, RawIdentity>;
  publishedDate: string;
  comments: {
    author: RawIdentity;
    commentType: string;
    publishedDate: string;
  }[];
}
interface RawBuild {
  id: number;
  reason: string;
  sourceBranch: string;
  status: string;
  result?: string;
  startTime?: string;
  finishTime?: string;
  definition: { id: number };
}
export interface Listed<T> {
  value: T[];
}

export interface AzureScope {
  playground: string;
  token: string;
  project: string;
  repository: string;
  areaPath?: string;
  window: Window;
}

export interface AzureReader {
  base: string;
  headers: Record<string, string>;
}

function accountOf({ uniqueName }: RawIdentity): Account {
  return { name: uniqueName, isMachine: isMachineName(uniqueName) };
}

export async function readAzurePullRequests(
  reader: AzureReader,
  { repository, window }: AzureScope,
): Promise<PullRequest[]> {
  const base = `${reader.base}/git/repositories/${repository}`;
  const raws: RawPullRequest[] = [];
  for (;;) {
    const page = await sendJson<Listed<RawPullRequest>>({
      url: `${base}/pullrequests?searchCriteria.status=all&$top=100&$skip=${raws.length}`,
      headers: reader.headers,
    });
    raws.push(...page.value);
    if (page.value.length === 0) break;
  }
  const touched = raws.filter(
    ({ creationDate, closedDate }) =>
      instant(creationDate) < window.to &&
      (!closedDate || instant(closedDate) >= window.from),
  );
  const found: PullRequest[] = [];
  for (const raw of touched) {
    const url = `${base}/pullRequests/${raw.pullRequestId}`;
    const threads = await sendJson<Listed<RawThread>>({
      url: `${url}/threads`,
      headers: reader.headers,
    });
    const commits = await sendJson<Listed<{ author: { date: string } }>>({
      url: `${url}/commits?$top=500`,
      headers: reader.headers,
    });
    found.push(
      toPullRequest(
        raw,
        threads.value,
        commits.value.map(({ author }) => instant(author.date)),
      ),
    );
  }
  return found;
}

function toPullRequest(
  raw: RawPullRequest,
  threads: readonly RawThread[],
  authored: readonly number[],
): PullRequest {
  const ofType = (type: string) =>
    threads.filter(
      ({ properties }) => properties?.CodeReviewThreadType?.$value === type,
    );
  const votes = ofType('VoteUpdate').flatMap(thread => {
    const voter = thread.properties?.CodeReviewVotedByIdentity?.$value;
    const identity = thread.identities?.[String(voter)];
    const vote = Number(thread.properties?.CodeReviewVoteResult?.$value);
    return identity && vote !== 0
      ? [{ by: accountOf(identity), at: instant(thread.publishedDate) }]
      : [];
  });
  const comments = threads.flatMap(thread =>
    thread.comments
      .filter(({ commentType }) => commentType === 'text')
      .map(comment => ({
        by: accountOf(comment.author),
        at: instant(comment.publishedDate),
      })),
  );
  return {
    id: `azure ${raw.pullRequestId}`,
    author: accountOf(raw.createdBy),
    base: raw.targetRefName.replace('refs/heads/', ''),
    createdAt: instant(raw.creationDate),
    mergedAt: raw.status === 'completed' ? at(raw.closedDate) : undefined,
    endedAt: at(raw.closedDate),
    firstCommitAt: authored.length > 0 ? Math.min(...authored) : undefined,
    isDraft: raw.isDraft,
    draftChanges: ofType('IsDraftUpdate')
      .map(thread => instant(thread.publishedDate))
      .sort((left, right) => left - right),
    reviews: [...votes, ...comments],
  };
}

export async function readAzureRuns(
  reader: AzureReader,
  { repository, window }: AzureScope,
  defaultBranch: string | undefined,
): Promise<Run[]> {
  const { id } = await sendJson<{ id: string }>({
    url: `${reader.base}/git/repositories/${repository}`,
    headers: reader.headers,
  });
  const query = `repositoryId=${id}&repositoryType=TfsGit&queryOrder=finishTimeDescending&$top=1000`;
  const raws: RawBuild[] = [];
  let token = '';
  for (;;) {
    const from = new Date(window.from).toISOString();
    const response = await send({
      url: `${reader.base}/build/builds?${query}&minTime=${from}${token}`,
      headers: reader.headers,
    });
    raws.push(...((await response.json()) as Listed<RawBuild>).value);
    const next = response.headers.get('x-ms-continuationtoken');
    if (!next) break;
    token = `&continuationToken=${next}`;
  }
  return raws.map(raw => ({
    id: `azure build ${raw.id}`,
    pipeline: `azure definition ${raw.definition.id}`,
    isOnDefaultBranch:
      raw.sourceBranch === `refs/heads/${defaultBranch}` &&
      raw.reason !== 'pullRequest',
    outcome: outcomeOf(raw.result),
    startedAt: at(raw.startTime),
    finishedAt: raw.status === 'completed' ? at(raw.finishTime) : undefined,
  }));
}

function outcomeOf(result: string | undefined): Run['outcome'] {
  if (result === 'succeeded') return 'success';
  const isFailure = result === 'failed' || result === 'partiallySucceeded';
  return isFailure ? 'failure' : 'other';
}
