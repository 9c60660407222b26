import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  type Budget,
  type Page,
  type ReadOptions,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { GithubClient } from '../client';
import {
  normalizeWorkflowRun,
  pipelineRunExternalId,
} from '../normalize/workflowRuns';

const PAGE_SIZE = 100;
/** GitHub lists no more than this many runs of one `created` range. */
const LONGEST_LIST = 1_000;
/** How much one step of the history takes in. */
const HISTORY_STEP = { days: 7 };
/** Runs are listed by creation: the last day is read again for their ends and re-runs. */
const LOOKBACK = { days: 1 };
/** GitHub cancels a run after 35 days. */
const LONGEST_RUN = { days: 35 };

export type WorkflowRunsCursor = {
  /** Runs created from here on are read again; a whole day, so that the address and its ETag stay. */
  createdFrom?: string;
  etag?: string;
  /** History: what was created before this is still to be read. */
  until?: string;
};

export interface WorkflowRun {
  id: number;
  name?: string | null;
  path?: string;
  html_url?: string;
  head_branch?: string | null;
  head_sha?: string;
  event?: string;
  status?: string | null;
  conclusion?: string | null;
  run_attempt?: number;
  run_started_at?: string;
  created_at: string;
  updated_at: string;
}

type Asking = Omit<
  Parameters<GithubClient['get']>[0],
  'path' | 'parameters' | 'etag'
>;

export function workflowRunsStream(
  client: GithubClient,
): Stream<WorkflowRunsCursor> {
  return {
    name: 'workflow-runs',
    produces: ['pipelineRun'],
    personal: [],
    identify(item) {
      const { run } = item as unknown as { run: WorkflowRun };
      return {
        externalId: pipelineRunExternalId(run),
        updatedAt: run.updated_at,
      };
    },
    read(options) {
      return options.direction === 'history'
        ? readHistory(client, options)
        : readLive(client, options);
    },
    normalize: normalizeWorkflowRun,
  };
}

/** What is used of a run; the rest of what GitHub sends is links, actors and commit messages. */
export function projectWorkflowRun(run: WorkflowRun): JsonObject {
  return {
    id: run.id,
    name: run.name,
    path: run.path,
    html_url: run.html_url,
    head_branch: run.head_branch,
    head_sha: run.head_sha,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: run.run_attempt,
    run_started_at: run.run_started_at,
    created_at: run.created_at,
    updated_at: run.updated_at,
  };
}

async function* readLive(
  client: GithubClient,
  options: ReadOptions<WorkflowRunsCursor>,
): AsyncGenerator<Page<WorkflowRunsCursor>> {
  const { cursor, since, until } = options;
  const asking = askingOf(options);
  const createdFrom =
    cursor?.createdFrom ?? dayOf(instantOf(since).minus(LOOKBACK));
  const list = await readRuns(client, asking, {
    created: `>=${createdFrom}`,
    etag: cursor?.etag,
  });
  if (list.result === 'notModified') {
    yield {
      items: [],
      cursor: { ...cursor, createdFrom },
      budget: list.budget,
    };
    return;
  }
  const { etag, budget } = list;
  const runs =
    list.total > LONGEST_LIST
      ? await readRange(client, asking, { from: createdFrom, to: until })
      : list.runs;
  const oldestFirst = [...runs].sort(
    (left, right) => Date.parse(left.created_at) - Date.parse(right.created_at),
  );
  for (let start = 0; start < oldestFirst.length; start += PAGE_SIZE) {
    const isLast = start + PAGE_SIZE >= oldestFirst.length;
    const page = oldestFirst.slice(start, start + PAGE_SIZE);
    yield {
      items: await itemsOf(client, asking, page),
      cursor: isLast
        ? nextLiveCursor(oldestFirst, { createdFrom, etag })
        : { createdFrom },
      budget,
    };
  }
  if (runs.length === 0)
    yield { items: [], cursor: { createdFrom, etag }, budget };
}

/** Goes on from the day before the latest run, or from the oldest run that has not ended. */
function nextLiveCursor(
  oldestFirst: readonly WorkflowRun[],
  read: { createdFrom: string; etag?: string },
): WorkflowRunsCursor {
  const latest = instantOf(oldestFirst[oldestFirst.length - 1].created_at);
  const oldestOpen = oldestFirst.find(
    run =>
      run.status !== 'completed' &&
      instantOf(run.created_at) > latest.minus(LONGEST_RUN),
  );
  const from = DateTime.min(
    latest.minus(LOOKBACK),
    oldestOpen ? instantOf(oldestOpen.created_at) : latest,
  );
  const createdFrom = dayOf(from);
  // An ETag belongs to one address.
  return createdFrom === read.createdFrom ? read : { createdFrom };
}

async function* readHistory(
  client: GithubClient,
  options: ReadOptions<WorkflowRunsCursor>,
): AsyncGenerator<Page<WorkflowRunsCursor>> {
  const asking = askingOf(options);
  const since = instantOf(options.since);
  let until = instantOf(options.cursor?.until ?? options.until);
  while (until > since) {
    const from = DateTime.max(until.minus(HISTORY_STEP), since);
    let budget: Budget | undefined;
    const runs = await readRange(
      client,
      asking,
      { from: isoOf(from), to: isoOf(until) },
      told => {
        budget = told;
      },
    );
    yield {
      items: await itemsOf(client, asking, runs),
      cursor: { until: isoOf(from) },
      budget,
    };
    until = from;
  }
}

/** All runs created in a range, which is halved as long as GitHub would not list it whole. */
async function readRange(
  client: GithubClient,
  asking: Asking,
  range: { from: string; to: string },
  onBudget: (budget: Budget | undefined) => void = () => {},
): Promise<WorkflowRun[]> {
  const list = await readRuns(client, asking, {
    created: `${range.from}..${range.to}`,
  });
  if (list.result === 'notModified') return [];
  onBudget(list.budget);
  const from = instantOf(range.from);
  const seconds = instantOf(range.to).diff(from).as('seconds');
  if (list.total <= LONGEST_LIST || seconds < 2) return list.runs;
  const middle = isoOf(from.plus({ seconds: Math.floor(seconds / 2) }));
  return [
    ...(await readRange(
      client,
      asking,
      { from: middle, to: range.to },
      onBudget,
    )),
    ...(await readRange(
      client,
      asking,
      { from: range.from, to: middle },
      onBudget,
    )),
  ];
}

type RunList =
  | { result: 'notModified'; budget?: Budget }
  | {
      result: 'ok';
      runs: WorkflowRun[];
      total: number;
      etag?: string;
      budget?: Budget;
    };

/** The runs of a `created` range, newest first; only the first page where GitHub would not list them all. */
async function readRuns(
  client: GithubClient,
  asking: Asking,
  options: { created: string; etag?: string },
): Promise<RunList> {
  const runs: WorkflowRun[] = [];
  let etag: string | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await client.get({
      ...asking,
      path: `/repos/${asking.scope.externalId}/actions/runs`,
      parameters: { created: options.created, per_page: PAGE_SIZE, page },
      etag: page === 1 ? options.etag : undefined,
    });
    if (answer.result === 'notModified') return answer;
    const data = answer.data as unknown as {
      total_count: number;
      workflow_runs: WorkflowRun[];
    };
    runs.push(...data.workflow_runs);
    etag ??= answer.etag;
    const total = data.total_count;
    if (!answer.hasNextPage || total > LONGEST_LIST) {
      return { result: 'ok', runs, total, etag, budget: answer.budget };
    }
  }
}

/** Each run with its earlier attempts, which the list leaves out. */
async function itemsOf(
  client: GithubClient,
  asking: Asking,
  runs: readonly WorkflowRun[],
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const run of runs) {
    for (let attempt = 1; attempt < (run.run_attempt ?? 1); attempt += 1) {
      const earlier = await readAttempt(client, asking, run.id, attempt);
      if (earlier)
        items.push({ from: 'rest', run: projectWorkflowRun(earlier) });
    }
    items.push({ from: 'rest', run: projectWorkflowRun(run) });
  }
  return items;
}

async function readAttempt(
  client: GithubClient,
  asking: Asking,
  id: number,
  attempt: number,
): Promise<WorkflowRun | undefined> {
  try {
    const answer = await client.get({
      ...asking,
      path: `/repos/${asking.scope.externalId}/actions/runs/${id}/attempts/${attempt}`,
    });
    return answer.result === 'ok'
      ? (answer.data as unknown as WorkflowRun)
      : undefined;
  } catch (error) {
    // GitHub deletes attempts after a while, and keeps the run.
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}

function askingOf({ scope, signal }: ReadOptions<WorkflowRunsCursor>): Asking {
  return { scope, signal, permission: 'Actions: read' };
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}

function dayOf(instant: DateTime): string {
  return instant.toISODate() ?? '';
}

/** GitHub's ranges know whole seconds. */
function isoOf(instant: DateTime): string {
  return instant.startOf('second').toISO({ suppressMilliseconds: true }) ?? '';
}
