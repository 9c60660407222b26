import type { JsonValue } from '@backstage/types';
import {
  isNotFoundError,
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
import { githubInstantOf } from './githubInstantOf';
import { listWholeRange } from './listWholeRange';
import {
  listWorkflowRuns,
  LONGEST_LIST,
  type Asking,
} from './listWorkflowRuns';
import { projectWorkflowRun, type WorkflowRun } from './projectWorkflowRun';

const PAGE_SIZE = 100;
/** Some cost a request for each earlier attempt, and what was asked for before one fails is asked for again. */
const HISTORY_PAGE_SIZE = 25;
/** How many days the first step of the history takes in; the next takes twice as many after one with few runs. */
const FIRST_STEP_DAYS = 7;
const FEW_RUNS = 50;
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
  /** How many days the next step of it takes in. */
  days?: number;
};

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

async function* readLive(
  client: GithubClient,
  options: ReadOptions<WorkflowRunsCursor>,
): AsyncGenerator<Page<WorkflowRunsCursor>> {
  const { cursor, since, until } = options;
  const asking = askingOf(options);
  const createdFrom =
    cursor?.createdFrom ?? dayOf(instantOf(since).minus(LOOKBACK));
  const list = await listWorkflowRuns(client, asking, {
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
      ? await listWholeRange(client, asking, {
          from: instantOf(createdFrom),
          to: instantOf(until),
        })
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
  let days = options.cursor?.days ?? FIRST_STEP_DAYS;
  while (until > since) {
    const from = DateTime.max(until.minus({ days }), since);
    const created = `${githubInstantOf(from)}..${githubInstantOf(until)}`;
    const list = await listWorkflowRuns(client, asking, { created });
    const isLong = list.result === 'ok' && list.total > LONGEST_LIST;
    if (isLong && days > FIRST_STEP_DAYS) {
      days = FIRST_STEP_DAYS;
      continue;
    }
    const range = { from, to: until, list };
    const runs = await listWholeRange(client, asking, range);
    days = runs.length <= FEW_RUNS ? days * 2 : FIRST_STEP_DAYS;
    const newestFirst = [...runs].sort(
      (left, right) =>
        Date.parse(right.created_at) - Date.parse(left.created_at),
    );
    let start = 0;
    do {
      const page = newestFirst.slice(start, start + HISTORY_PAGE_SIZE);
      start += HISTORY_PAGE_SIZE;
      const isLast = start >= newestFirst.length;
      // Others may have been created in the second of the last one.
      const next = isLast
        ? from
        : instantOf(page[page.length - 1].created_at).plus({ seconds: 1 });
      yield {
        items: await itemsOf(client, asking, page),
        cursor: { until: githubInstantOf(next), days },
        budget: list.budget,
      };
    } while (start < newestFirst.length);
    until = from;
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
