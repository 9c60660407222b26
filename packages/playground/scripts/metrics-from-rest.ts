/* eslint-disable no-console -- a program whose output is its result */
/**
 * Computes DORA metrics of one repository from raw REST answers alone. It
 * shares no code with the plugins or with the playground, so that agreement
 * between them means something.
 *
 * yarn workspace playground metrics --url http://127.0.0.1:7070/api/v3 --repository acme/payments
 */
import { parseArgs } from 'node:util';

export interface RawCommit {
  sha: string;
  commit: { message: string; author: { date: string } };
  parents: { sha: string }[];
}
export interface RawPullRequest {
  number: number;
  merge_commit_sha: string | null;
  merged_at: string | null;
  labels: { name: string }[];
  head: { ref: string };
}
export interface RawDeployment {
  id: number;
  sha: string;
  environment: string;
  created_at: string;
  statuses: { state: string; created_at: string }[];
}
export interface RawRepository {
  commits: RawCommit[];
  pullRequests: RawPullRequest[];
  /** Original commits of merged pull requests, by number. */
  originals: Record<number, RawCommit[]>;
  deployments: RawDeployment[];
}
export interface Question {
  from: string;
  to: string;
  asOf: string;
  production: RegExp;
}

interface Rollout {
  sha: string;
  startedAt: number;
  finishedAt: number;
  environments: Set<string>;
  isRollback: boolean;
  isRemediation: boolean;
  recoveredAt?: number;
  isFailed: boolean;
  claimed: RawCommit[];
  contributes: boolean;
}

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const TERMINAL = ['success', 'failure', 'error'];

function median(values: number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) / 2;
  return (sorted[Math.floor(rank)] + sorted[Math.ceil(rank)]) / 2;
}

interface Attempt {
  raw: RawDeployment;
  startedAt: number;
  finishedAt: number;
}

function successesOf(
  deployments: RawDeployment[],
  production: RegExp,
): Attempt[] {
  const attempts: Attempt[] = [];
  for (const raw of deployments) {
    if (!production.test(raw.environment)) continue;
    if (!raw.statuses.some(status => status.state === 'success')) continue;
    const terminal = raw.statuses
      .filter(status => TERMINAL.includes(status.state))
      .map(status => Date.parse(status.created_at));
    attempts.push({
      raw,
      startedAt: Date.parse(raw.created_at),
      finishedAt: Math.min(...terminal),
    });
  }
  return attempts.sort(
    (a, b) =>
      a.finishedAt - b.finishedAt ||
      a.startedAt - b.startedAt ||
      a.raw.id - b.raw.id,
  );
}

/** Deployments of one revision to different environments within 72 h are one rollout. */
function rolloutsOf(attempts: Attempt[]): Rollout[] {
  const rollouts: Rollout[] = [];
  const running = new Map<string, string>();
  const seen = new Map<string, Set<string>>();
  for (const { raw, startedAt, finishedAt } of attempts) {
    const { sha, environment } = raw;
    const before = seen.get(environment) ?? new Set<string>();
    const isRollback = before.has(sha) && running.get(environment) !== sha;
    seen.set(environment, before.add(sha));
    running.set(environment, sha);
    const open = rollouts.find(
      rollout =>
        rollout.sha === sha &&
        !rollout.environments.has(environment) &&
        Math.abs(startedAt - rollout.startedAt) <= 72 * HOUR,
    );
    if (open) {
      open.environments.add(environment);
      open.startedAt = Math.min(open.startedAt, startedAt);
      open.isRollback ||= isRollback;
    } else {
      rollouts.push({
        sha,
        startedAt,
        finishedAt,
        environments: new Set([environment]),
        isRollback,
        isRemediation: isRollback,
        isFailed: false,
        claimed: [],
        contributes: false,
      });
    }
  }
  return rollouts;
}

/** Each rollout claims what no earlier one carried; a walk that meets nothing claimed contributes nothing. */
function claim(rollouts: Rollout[], commits: Map<string, RawCommit>): void {
  const claimed = new Set<string>();
  for (const rollout of rollouts) {
    const own = new Set<string>();
    const waiting = [rollout.sha];
    let meetsClaimed = false;
    let meetsUnknown = false;
    while (waiting.length > 0) {
      const sha = waiting.pop()!;
      if (claimed.has(sha)) {
        meetsClaimed ||= !own.has(sha);
        continue;
      }
      const commit = commits.get(sha);
      if (!commit) {
        meetsUnknown = true;
        continue;
      }
      claimed.add(sha);
      own.add(sha);
      rollout.claimed.push(commit);
      waiting.push(...commit.parents.map(parent => parent.sha));
    }
    rollout.contributes = meetsClaimed && !meetsUnknown;
  }
}

function authoredAt(commit: RawCommit): number {
  return Date.parse(commit.commit.author.date);
}

/** Squashed commits give way to their originals; merge commits are no changes. */
function changesOf(
  rollout: Rollout,
  raw: RawRepository,
  byMerge: Map<string, RawPullRequest>,
): RawCommit[] {
  const own = new Set(rollout.claimed.map(commit => commit.sha));
  return rollout.claimed.flatMap(commit => {
    if (commit.parents.length > 1) return [];
    const pullRequest = byMerge.get(commit.sha);
    const originals = (pullRequest && raw.originals[pullRequest.number]) ?? [];
    const plain = originals.filter(original => original.parents.length < 2);
    const last = plain[plain.length - 1];
    // A rebased copy keeps its author date, so it stands for its original.
    if (!last || authoredAt(last) === authoredAt(commit)) return [commit];
    return plain.filter(original => !own.has(original.sha));
  });
}

function markFailure(failed: Rollout | undefined, fix: Rollout): void {
  if (!failed || failed === fix || failed.isRollback) return;
  failed.isFailed = true;
  fix.isRemediation = true;
  failed.recoveredAt = Math.min(failed.recoveredAt ?? Infinity, fix.finishedAt);
}

function findFailures(
  rollouts: Rollout[],
  byMerge: Map<string, RawPullRequest>,
): void {
  const carrier = new Map<string, Rollout>();
  rollouts.forEach((rollout, index) => {
    for (const commit of rollout.claimed) carrier.set(commit.sha, rollout);
    if (rollout.isRollback) {
      const earlier = rollouts.slice(0, index);
      const target = earlier.map(item => item.sha).lastIndexOf(rollout.sha);
      markFailure(
        earlier.slice(target + 1).find(item => !item.isRollback),
        rollout,
      );
    }
    for (const commit of rollout.claimed) {
      const reverted = /This reverts commit ([0-9a-f]{7,40})/.exec(
        commit.commit.message,
      )?.[1];
      const broken = reverted ? carrier.get(reverted) : undefined;
      if (
        broken &&
        broken !== rollout &&
        rollout.finishedAt - broken.finishedAt <= 14 * DAY
      ) {
        markFailure(broken, rollout);
      }
      const pullRequest = byMerge.get(commit.sha);
      const isHotfix =
        pullRequest?.labels.some(label => label.name === 'hotfix') ||
        pullRequest?.head.ref.startsWith('hotfix/');
      const previous = rollouts[index - 1];
      if (
        isHotfix &&
        previous &&
        rollout.finishedAt - previous.finishedAt <= 7 * DAY
      ) {
        markFailure(previous, rollout);
      }
    }
  });
}

export function computeMetrics(raw: RawRepository, question: Question) {
  const { production } = question;
  const commits = new Map(raw.commits.map(commit => [commit.sha, commit]));
  const byMerge = new Map(
    raw.pullRequests.flatMap(item =>
      item.merged_at && item.merge_commit_sha
        ? [[item.merge_commit_sha, item] as const]
        : [],
    ),
  );
  const attempts = successesOf(raw.deployments, production);
  const rollouts = rolloutsOf(attempts);
  claim(rollouts, commits);
  findFailures(rollouts, byMerge);

  const [from, to, asOf] = [question.from, question.to, question.asOf].map(
    text => Date.parse(text),
  );
  const isInside = (at: number) => at >= from && at < to;
  const inside = rollouts.filter(rollout => isInside(rollout.finishedAt));
  const leadTimes = inside
    .filter(rollout => rollout.contributes)
    .flatMap(rollout =>
      changesOf(rollout, raw, byMerge)
        .map(commit => (rollout.finishedAt - authoredAt(commit)) / 1000)
        .filter(seconds => seconds >= 0),
    );
  const judged = inside.filter(
    rollout => !rollout.isRollback && rollout.finishedAt < asOf - DAY,
  );
  const failed = judged.filter(rollout => rollout.isFailed);
  const recoveries = failed.flatMap(rollout =>
    rollout.recoveredAt === undefined
      ? []
      : (rollout.recoveredAt - rollout.finishedAt) / 1000,
  );
  return {
    deployments: attempts.filter(attempt => isInside(attempt.finishedAt))
      .length,
    rollouts: inside.length,
    rolloutsPerDay: inside.length / ((to - from) / DAY),
    changes: leadTimes.length,
    medianLeadTimeSeconds: median(leadTimes),
    failed: failed.length,
    judged: judged.length,
    changeFailRate:
      judged.length > 0 ? failed.length / judged.length : undefined,
    medianRecoverySeconds: median(recoveries),
    reworkRate:
      inside.length > 0
        ? inside.filter(rollout => rollout.isRemediation).length / inside.length
        : undefined,
  };
}

type Get = <T>(path: string) => Promise<T[]>;

function createGet(url: string, token: string): Get {
  return async <T>(path: string) => {
    const items: T[] = [];
    let next: string | undefined = `${url}${path}`;
    while (next) {
      const response: Response = await fetch(next, {
        headers: { authorization: `Bearer ${token}` },
      });
      if (!response.ok)
        throw new Error(
          `${next} answered ${response.status}: ${await response.text()}`,
        );
      items.push(...((await response.json()) as T[]));
      next = /<([^>]+)>; rel="next"/.exec(
        response.headers.get('link') ?? '',
      )?.[1];
    }
    return items;
  };
}

export async function readRepository(options: {
  url: string;
  token: string;
  repository: string;
  production: RegExp;
}): Promise<RawRepository> {
  const get = createGet(options.url, options.token);
  const root = `/repos/${options.repository}`;
  const commits = await get<RawCommit>(`${root}/commits?per_page=100`);
  const pullRequests = await get<RawPullRequest>(
    `${root}/pulls?state=closed&per_page=100`,
  );
  const originals: Record<number, RawCommit[]> = {};
  for (const { number, merged_at: mergedAt } of pullRequests) {
    if (mergedAt)
      originals[number] = await get<RawCommit>(
        `${root}/pulls/${number}/commits?per_page=100`,
      );
  }
  const deployments = await get<RawDeployment>(
    `${root}/deployments?per_page=100`,
  );
  for (const deployment of deployments) {
    deployment.statuses = options.production.test(deployment.environment)
      ? await get(`${root}/deployments/${deployment.id}/statuses?per_page=100`)
      : [];
  }
  return { commits, pullRequests, originals, deployments };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:7070/api/v3' },
      token: { type: 'string', default: 'playground-token' },
      repository: { type: 'string', default: 'acme/payments' },
      production: {
        type: 'string',
        default: '^(prod|production|live)([-_./].*)?$',
      },
      from: { type: 'string' },
      to: { type: 'string' },
      'as-of': { type: 'string' },
    },
  });
  const tomorrow = Math.floor(Date.now() / DAY + 1) * DAY;
  const to = values.to ?? new Date(tomorrow).toISOString();
  const from = values.from ?? new Date(Date.parse(to) - 90 * DAY).toISOString();
  const asOf =
    values['as-of'] ??
    new Date(Math.min(Date.now(), Date.parse(to))).toISOString();
  const production = new RegExp(values.production, 'i');
  const raw = await readRepository({ ...values, production });
  console.log(
    JSON.stringify(
      {
        from,
        to,
        asOf,
        ...computeMetrics(raw, { from, to, asOf, production }),
      },
      null,
      2,
    ),
  );
}

if (process.argv[1]?.endsWith('metrics-from-rest.ts')) {
  main().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
