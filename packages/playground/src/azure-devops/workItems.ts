import type { Issue, Person, PullRequest } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { SPRINT_MORNING } from '../simulation/sprintCalendar';
import { MINUTE } from '../simulation/time';
import type { World } from '../simulation/world';
import { iterationAt, ROOT_ITERATION } from './iterations';
import { areaOf, repositoriesOf } from './project';

/** The states of the Agile process, with the categories that it gives them. */
export const STATES = {
  New: 'Proposed',
  Active: 'InProgress',
  Resolved: 'Resolved',
  Closed: 'Completed',
  Removed: 'Removed',
} as const;
export type WorkItemState = keyof typeof STATES;

export const TYPES = {
  enhancement: 'User Story',
  bug: 'Bug',
  maintenance: 'Task',
} as const;

/** One revision: what it changed, all of it in the first. */
export interface WorkItemRevision {
  readonly at: number;
  readonly state?: {
    readonly from?: WorkItemState;
    readonly to: WorkItemState;
  };
  readonly iteration?: { readonly from?: Place; readonly to: Place };
}

interface Place {
  readonly id: number;
  readonly path: string;
}

export interface AzureWorkItem {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly area: string;
  readonly tags: readonly string[];
  readonly assignee?: Person;
  readonly createdAt: number;
  readonly closedAt?: number;
  readonly changedAt: number;
  readonly state: WorkItemState;
  readonly iteration: Place;
  /** Oldest first. */
  readonly revisions: readonly WorkItemRevision[];
}

/** The work items of all services, in the order of their last change. */
export function workItemsOf(world: World): AzureWorkItem[] {
  return repositoriesOf(world)
    .flatMap(repository =>
      repository.issues.map(issue => toWorkItem(repository, issue)),
    )
    .sort(
      (left, right) => left.changedAt - right.changedAt || left.id - right.id,
    );
}

function toWorkItem(
  repository: RepositorySimulation,
  issue: Issue,
): AzureWorkItem {
  const pullRequest = repository.pullRequests.find(({ closes }) =>
    closes.includes(issue.number),
  );
  const revisions = revisionsOf(repository, issue, pullRequest);
  const last = revisions[revisions.length - 1];
  return {
    id: issue.id,
    type:
      issue.labels
        .flatMap(label => TYPES[label as keyof typeof TYPES] ?? [])
        .at(0) ?? TYPES.maintenance,
    title: issue.title,
    area: areaOf(repository.profile),
    tags: issue.labels,
    assignee: repository.members.find(
      member => member.id === pullRequest?.author.id,
    ),
    createdAt: issue.createdAt,
    closedAt: issue.closedAt,
    changedAt: last.at,
    state: revisions.findLast(({ state }) => state)!.state!.to,
    iteration: revisions.findLast(({ iteration }) => iteration)!.iteration!.to,
    revisions,
  };
}

/** Of the day on which a sprint begins, the hour of its planning. */
function isPlanning(at: number): boolean {
  const sinceMidnight = at - iterationAt(at).startsAt;
  return (
    sinceMidnight >= SPRINT_MORNING.isPlanned &&
    sinceMidnight < SPRINT_MORNING.begins
  );
}

/**
 * What is written down in the planning is put into the sprint, all else into
 * the one in which it is begun. Work begins with its first commit, and is
 * resolved once its pull request is merged.
 */
function revisionsOf(
  repository: RepositorySimulation,
  issue: Issue,
  pullRequest: PullRequest | undefined,
): WorkItemRevision[] {
  const revisions: WorkItemRevision[] = [
    {
      at: issue.createdAt,
      state: { to: 'New' },
      iteration: { to: ROOT_ITERATION },
    },
  ];
  let state: WorkItemState = 'New';
  let iteration: Place = ROOT_ITERATION;
  const plan = (at: number): WorkItemRevision['iteration'] => {
    const { id, path } = iterationAt(at);
    const from = iteration;
    iteration = { id, path };
    return { from, to: iteration };
  };
  if (isPlanning(issue.createdAt)) {
    const at = issue.createdAt + 5 * MINUTE;
    revisions.push({ at, iteration: plan(at) });
  }
  // An urgent fix is begun before somebody writes down that it is needed.
  const move = (at: number, to: WorkItemState) => {
    const last = revisions[revisions.length - 1].at;
    const instant = Math.max(at, last + 1);
    const isTaken = to === 'Active' && iteration.id === ROOT_ITERATION.id;
    revisions.push({
      at: instant,
      state: { from: state, to },
      ...(isTaken && { iteration: plan(instant) }),
    });
    state = to;
  };
  if (pullRequest) {
    move(repository.graph.get(pullRequest.commits[0]).authoredAt, 'Active');
    if (pullRequest.mergedAt !== undefined)
      move(pullRequest.mergedAt, 'Resolved');
  }
  if (issue.closedAt !== undefined) move(issue.closedAt, 'Closed');
  return revisions;
}
