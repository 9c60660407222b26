import type { Budget } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import type { WorkflowRun } from './projectWorkflowRun';
import { readNumberedPage } from './readNumberedPage';

/** GitHub lists no more than this many runs of one `created` range. */
export const LONGEST_LIST = 1_000;

export type Asking = Omit<
  Parameters<GithubClient['get']>[0],
  'path' | 'parameters' | 'etag'
>;

/** Runs of a `created` range. */
export type WorkflowRunList =
  | { result: 'notModified'; budget?: Budget }
  | {
      result: 'ok';
      runs: WorkflowRun[];
      total: number;
      etag?: string;
      budget?: Budget;
    };

/** The runs of a `created` range, newest first; only the first page where GitHub would not list them all. */
export async function listWorkflowRuns(
  client: GithubClient,
  asking: Asking,
  options: { created: string; etag?: string },
): Promise<WorkflowRunList> {
  const runs: WorkflowRun[] = [];
  let etag: string | undefined;
  for (let start = 0; ; ) {
    const { answer, size } = await readNumberedPage(
      client,
      {
        ...asking,
        path: `/repos/${asking.scope.externalId}/actions/runs`,
        parameters: { created: options.created },
        etag: start === 0 ? options.etag : undefined,
      },
      start,
    );
    if (answer.result === 'notModified') return answer;
    const data = answer.data as unknown as {
      total_count: number;
      workflow_runs: WorkflowRun[];
    };
    runs.push(...data.workflow_runs);
    if (start === 0) etag = answer.etag;
    start += size;
    const total = data.total_count;
    if (!answer.hasNextPage || total > LONGEST_LIST) {
      return { result: 'ok', runs, total, etag, budget: answer.budget };
    }
  }
}
