import type { Account, Facts, PullRequest, Run, Window } from './facts';
import { at, instant, post, readPages } from './http';
import { defaultBranchOf, isMachineName } from './conventions';

interface RawUser {
  username: string;
}
interface RawMergeRequest {
  iid: number;
  created_at: string;
  updated_at: string;
  merged_at: string | null;
  closed_at: string | null;
  target_branch: string;
  draft: boolean;
  author: RawUser;
}
interface RawNote {
  id: number;
  body: string;
  system: boolean;
  created_at: string;
  author: RawUser;
}
interface RawPipeline {
  id: number;
  ref: string;
  status: string;
  source: string;
  created_at: string;
}
interface RawJob {
  started_at: string | null;
  finished_at: string | null;
}
interface RawIssue {
  iid: number;
  issue_type: string;
  labels: string[];
  created_at: string;
  closed_at: string | null;
}
interface Sizes {
  data: {
    project: {
      mergeRequests: {
        nodes: {
          iid: string;
          diffStatsSummary: { additions: number; deletions: number };
        }[];
      };
    };
  };
}

const SIZES = `query ($path: ID!, $iids: [String!]) {
  project(fullPath: $path) {
    mergeRequests(iids: $iids) {
      nodes { iid diffStatsSummary { additions deletions } }
    }
  }
}`;
const REVIEW =
  /^(approved this merge request|requested changes|unapproved this merge request)/;
const DRAFT = /^marked this merge request as \*\*(ready|draft)\*\*/;

// What turned red in the window may turn green after it.
const MARGIN = 7 * 86_400_000;

export interface GitlabScope {
  playground: string;
  headers: Record<string, string>;
  path: string;
  window: Window;
}

export async function addGitlab(
  facts: Facts,
  scope: GitlabScope,
): Promise<void> {
  const pullRequests = await readMergeRequests(scope);
  facts.pullRequests.push(...pullRequests);
  facts.runs.push(...(await readRuns(scope, defaultBranchOf(pullRequests))));
  await addIssues(facts, scope);
  facts.connected.add('incidents').add('findings');
}

function get<T>(scope: GitlabScope, tail: string): Promise<T[]> {
  const project = encodeURIComponent(scope.path);
  return readPages(
    {
      url: `${scope.playground}/gitlab/api/v4/projects/${project}${tail}`,
      headers: scope.headers,
    },
    (answer: T[]) => answer,
  );
}

function accountOf({ username }: RawUser): Account {
  return { name: username, isMachine: isMachineName(username) };
}

async function readMergeRequests(scope: GitlabScope): Promise<PullRequest[]> {
  const since = new Date(scope.window.from).toISOString();
  const raws = (
    await get<RawMergeRequest>(
      scope,
      `/merge_requests?state=all&updated_after=${since}`,
    )
  ).filter(raw => instant(raw.created_at) < scope.window.to);
  const sizes = await readSizes(scope, raws);
  const found: PullRequest[] = [];
  for (const raw of raws) {
    const notes = await get<RawNote>(
      scope,
      `/merge_requests/${raw.iid}/notes?sort=asc`,
    );
    const commits = await get<{ authored_date: string }>(
      scope,
      `/merge_requests/${raw.iid}/commits`,
    );
    const authored = commits.map(commit => instant(commit.authored_date));
    found.push({
      id: `${scope.path}!${raw.iid}`,
      author: accountOf(raw.author),
      base: raw.target_branch,
      createdAt: instant(raw.created_at),
      mergedAt: at(raw.merged_at),
      endedAt: at(raw.merged_at ?? raw.closed_at),
      firstCommitAt: authored.length > 0 ? Math.min(...authored) : undefined,
      size: sizes.get(String(raw.iid)),
      isDraft: raw.draft,
      draftChanges: notes
        .filter(note => note.system && DRAFT.test(note.body))
        .map(note => instant(note.created_at))
        .sort((left, right) => left - right),
      reviews: notes
        .filter(note => !note.system || REVIEW.test(note.body))
        .map(note => ({
          by: accountOf(note.author),
          at: instant(note.created_at),
        })),
    });
  }
  return found;
}

async function readSizes(
  scope: GitlabScope,
  raws: readonly RawMergeRequest[],
): Promise<Map<string, number>> {
  const answer: Sizes = await post({
    url: `${scope.playground}/gitlab/api/graphql`,
    headers: scope.headers,
    json: {
      query: SIZES,
      variables: { path: scope.path, iids: raws.map(raw => String(raw.iid)) },
    },
  });
  return new Map(
    answer.data.project.mergeRequests.nodes.map(node => [
      node.iid,
      node.diffStatsSummary.additions + node.diffStatsSummary.deletions,
    ]),
  );
}

async function readRuns(
  scope: GitlabScope,
  defaultBranch: string | undefined,
): Promise<Run[]> {
  const since = new Date(scope.window.from).toISOString();
  const pipelines = await get<RawPipeline>(
    scope,
    `/pipelines?updated_after=${since}`,
  );
  const runs: Run[] = [];
  for (const raw of pipelines) {
    if (instant(raw.created_at) >= scope.window.to + MARGIN) continue;
    const isOnDefaultBranch =
      raw.ref === defaultBranch && raw.source !== 'merge_request_event';
    const jobs = isOnDefaultBranch
      ? await get<RawJob>(scope, `/pipelines/${raw.id}/jobs`)
      : [];
    const started = jobs.flatMap(job => at(job.started_at) ?? []);
    const finished = jobs.flatMap(job => at(job.finished_at) ?? []);
    runs.push({
      id: `${scope.path} pipeline ${raw.id}`,
      // What a pipeline is called may name its commit; a project has one file of them.
      pipeline: scope.path,
      isOnDefaultBranch,
      outcome: outcomeOf(raw.status),
      startedAt: started.length > 0 ? Math.min(...started) : undefined,
      finishedAt: finished.length > 0 ? Math.max(...finished) : undefined,
    });
  }
  return runs;
}

function outcomeOf(status: string): Run['outcome'] {
  if (status === 'success') return 'success';
  return status === 'failed' ? 'failure' : 'other';
}

async function addIssues(facts: Facts, scope: GitlabScope): Promise<void> {
  const raws = await get<RawIssue>(scope, '/issues?scope=all&state=all');
  for (const raw of raws) {
    const id = `${scope.path}#${raw.iid}`;
    const createdAt = instant(raw.created_at);
    const closedAt = at(raw.closed_at);
    if (raw.issue_type === 'incident')
      facts.incidents.push({
        id,
        openedAt: createdAt,
        isOver: closedAt !== undefined,
        resolvedAt: closedAt,
      });
    else
      facts.issues.push({
        id,
        words: raw.labels,
        createdAt,
        closedAt,
        isDropped: false,
        statuses: [],
        sprints: [],
      });
  }
}
