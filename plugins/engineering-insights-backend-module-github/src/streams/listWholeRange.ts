import { DateTime } from 'luxon';
import type { GithubClient } from '../client';
import { githubInstantOf } from './githubInstantOf';
import {
  listWorkflowRuns,
  LONGEST_LIST,
  type Asking,
  type WorkflowRunList,
} from './listWorkflowRuns';
import type { WorkflowRun } from './projectWorkflowRun';

/** All runs created in a range, which is halved as long as GitHub would not list it whole. */
export async function listWholeRange(
  client: GithubClient,
  asking: Asking,
  range: {
    from: DateTime;
    to: DateTime;
    /** Of this range, where it is known already. */
    list?: WorkflowRunList;
  },
): Promise<WorkflowRun[]> {
  const { from, to } = range;
  const created = `${githubInstantOf(from)}..${githubInstantOf(to)}`;
  const list =
    range.list ?? (await listWorkflowRuns(client, asking, { created }));
  if (list.result === 'notModified') return [];
  const seconds = to.diff(from).as('seconds');
  if (list.total <= LONGEST_LIST || seconds < 2) return list.runs;
  const middle = from.plus({ seconds: Math.floor(seconds / 2) });
  return [
    ...(await listWholeRange(client, asking, { from: middle, to })),
    ...(await listWholeRange(client, asking, { from, to: middle })),
  ];
}
