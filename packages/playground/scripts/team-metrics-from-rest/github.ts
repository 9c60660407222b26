import type {
  Account,
  Facts,
  Finding,
  Issue,
  PullRequest,
  Run,
  Window,
} from './facts';
import { at, instant, post, readPages, sendIfThere } from './http';
import { defaultBranchOf, isMachineName } from './conventions';

interface RawActor {
  login: string;
  __typename: string;
}
interface RawPullRequest {
  number: number;
  createdAt: string;
  updatedAt: string;
  mergedAt: string | null;
  closedAt: string | null;
  isDraft: boolean;
  baseRefName: string;
  additions: number;
  deletions: number;
  author: RawActor | null;
  reviews: { nodes: { submittedAt: string; author: RawActor | null }[] };
  commits: { nodes: { commit: { authoredDate: string } }[] };
  timelineItems: { nodes: { createdAt: string }[] };
}
interface PullRequestPage {
  data: {
    repository: {
      pullRequests: {
        pageInfo: { hasNextPage: boolean; endCursor: string };
        nodes: RawPullRequest[];
      };
    };
  };
}
interface RawRun {
  id: number;
  workflow_id: number;
  event: string;
  head_branch: string | null;
  status: string;
  conclusion: string | null;
  run_attempt: number;
  run_started_at: string;
  updated_at: string;
}
interface RawIssue {
  number: number;
  pull_request?: unknown;
  state_reason: string | null;
  type?: { name: string } | null;
  labels: { name: string }[];
  created_at: string;
  closed_at: string | null;
}
interface RawAlert {
  number: number;
  state: string;
  created_at: string;
  fixed_at?: string | null;
  dismissed_at?: string | null;
  resolution?: string | null;
  resolved_at?: string | null;
  rule?: { tags?: string[]; security_severity_level?: string | null };
}

// REST tells no more of drafts than whether one is; when one was left is told here alone.
const PULL_REQUESTS = `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 50, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number createdAt updatedAt mergedAt closedAt isDraft baseRefName additions deletions
        author { login __typename }
        reviews(first: 100) { nodes { submittedAt author { login __typename } } }
        commits(first: 100) { nodes { commit { authoredDate } } }
        timelineItems(first: 50, itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT]) {
          nodes {
            ... on ReadyForReviewEvent { createdAt }
            ... on ConvertToDraftEvent { createdAt }
          }
        }
      }
    }
  }
}`;

export interface GithubScope {
  playground: string;
  headers: Record<string, string>;
  slug: string;
  window: Window;
}

export async function addGithub(
  facts: Facts,
  scope: GithubScope,
): Promise<void> {
  const pullRequests = await readPullRequests(scope);
  facts.pullRequests.push(...pullRequests);
  const defaultBranch = defaultBranchOf(pullRequests);
  facts.runs.push(...(await readRuns(scope, defaultBranch)));
  facts.issues.push(...(await readIssues(scope)));
  facts.findings.push(...(await readFindings(scope)));
  facts.connected.add('findings');
}

function accountOf(actor: RawActor | null): Account {
  const name = actor?.login ?? 'ghost';
  const isBot = actor?.__typename === 'Bot';
  return { name, isMachine: isBot || isMachineName(name) };
}

async function readPullRequests(scope: GithubScope): Promise<PullRequest[]> {
  const [owner, name] = scope.slug.split('/');
  const found: RawPullRequest[] = [];
  let after: string | undefined;
  for (;;) {
    const answer: PullRequestPage = await post({
      url: `${scope.playground}/api/graphql`,
      headers: scope.headers,
      json: { query: PULL_REQUESTS, variables: { owner, name, after } },
    });
    const { nodes, pageInfo } = answer.data.repository.pullRequests;
    found.push(...nodes);
    // What was not touched since the window began was neither merged nor reviewed in it.
    const isOlder = nodes.some(
      node => instant(node.updatedAt) < scope.window.from,
    );
    if (isOlder || !pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return found.map(raw => toPullRequest(scope.slug, raw));
}

function toPullRequest(slug: string, raw: RawPullRequest): PullRequest {
  const authored = raw.commits.nodes.map(({ commit }) =>
    instant(commit.authoredDate),
  );
  return {
    id: `${slug}#${raw.number}`,
    author: accountOf(raw.author),
    base: raw.baseRefName,
    createdAt: instant(raw.createdAt),
    mergedAt: at(raw.mergedAt),
    endedAt: at(raw.mergedAt ?? raw.closedAt),
    firstCommitAt: authored.length > 0 ? Math.min(...authored) : undefined,
    size: raw.additions + raw.deletions,
    isDraft: raw.isDraft,
    draftChanges: raw.timelineItems.nodes.map(({ createdAt }) =>
      instant(createdAt),
    ),
    reviews: raw.reviews.nodes.map(review => ({
      by: accountOf(review.author),
      at: instant(review.submittedAt),
    })),
  };
}

// A run may have begun before the window that it ended in, and what turned red in it turns green after it.
const MARGIN = 7 * 86_400_000;

async function readRuns(
  scope: GithubScope,
  defaultBranch: string | undefined,
): Promise<Run[]> {
  const { playground, headers, slug, window } = scope;
  const base = `${playground}/api/v3/repos/${slug}/actions/runs`;
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const created = `${day(window.from - MARGIN)}..${day(window.to + MARGIN)}`;
  const newest = await readPages(
    { url: `${base}?created=${created}`, headers },
    (answer: { workflow_runs: RawRun[] }) => answer.workflow_runs,
  );
  const all = [...newest];
  for (const run of newest) {
    for (let attempt = 1; attempt < run.run_attempt; attempt += 1) {
      const url = `${base}/${run.id}/attempts/${attempt}`;
      const earlier = await sendIfThere<RawRun>({ url, headers });
      if (earlier) all.push(earlier);
    }
  }
  return all.map(raw => ({
    id: `${slug} run ${raw.id} attempt ${raw.run_attempt}`,
    pipeline: `${slug} workflow ${raw.workflow_id}`,
    isOnDefaultBranch:
      raw.head_branch === defaultBranch && !/^pull_request/.test(raw.event),
    outcome: outcomeOf(raw.conclusion),
    startedAt: at(raw.run_started_at),
    finishedAt: raw.status === 'completed' ? at(raw.updated_at) : undefined,
  }));
}

function outcomeOf(conclusion: string | null): Run['outcome'] {
  if (conclusion === 'success') return 'success';
  const failures = ['failure', 'timed_out', 'startup_failure'];
  return failures.includes(conclusion ?? '') ? 'failure' : 'other';
}

async function readIssues(scope: GithubScope): Promise<Issue[]> {
  const { playground, headers, slug, window } = scope;
  const since = new Date(window.from).toISOString();
  const raws = await readPages(
    {
      url: `${playground}/api/v3/repos/${slug}/issues?state=all&since=${since}`,
      headers,
    },
    (answer: RawIssue[]) => answer,
  );
  return raws
    .filter(raw => !raw.pull_request)
    .map(raw => ({
      id: `${slug}#${raw.number}`,
      type: typeOf(raw),
      words: raw.labels.map(({ name }) => name),
      createdAt: instant(raw.created_at),
      closedAt: at(raw.closed_at),
      isDropped: ['not_planned', 'duplicate'].includes(raw.state_reason ?? ''),
      statuses: [],
      sprints: [],
    }));
}

function typeOf(raw: RawIssue): Issue['type'] {
  const names = raw.type ? [raw.type.name] : raw.labels.map(({ name }) => name);
  const words = names.map(name => name.toLowerCase());
  if (words.includes('bug')) return 'defect';
  const isFeature = words.includes('feature') || words.includes('enhancement');
  return isFeature ? 'feature' : undefined;
}

async function readFindings(scope: GithubScope): Promise<Finding[]> {
  const { playground, headers, slug } = scope;
  const findings: Finding[] = [];
  for (const list of ['code-scanning', 'dependabot', 'secret-scanning']) {
    const alerts = await readPages(
      {
        url: `${playground}/api/v3/repos/${slug}/${list}/alerts`,
        headers,
      },
      (answer: RawAlert[]) => answer,
    );
    for (const alert of alerts)
      if (list !== 'code-scanning' || isSecurity(alert))
        findings.push(toFinding(`${slug} ${list} ${alert.number}`, alert));
  }
  return findings;
}

function isSecurity({ rule }: RawAlert): boolean {
  return (
    Boolean(rule?.security_severity_level) ||
    (rule?.tags ?? []).some(tag => /^security$|\bcwe-\d/i.test(tag))
  );
}

function toFinding(id: string, alert: RawAlert): Finding {
  const firstSeenAt = instant(alert.created_at);
  if (alert.state === 'resolved') {
    const state = alert.resolution === 'revoked' ? 'fixed' : 'dismissed';
    return { id, firstSeenAt, state, endedAt: at(alert.resolved_at) };
  }
  if (alert.state === 'fixed')
    return { id, firstSeenAt, state: 'fixed', endedAt: at(alert.fixed_at) };
  if (alert.state === 'open') return { id, firstSeenAt, state: 'open' };
  return {
    id,
    firstSeenAt,
    state: 'dismissed',
    endedAt: at(alert.dismissed_at),
  };
}
