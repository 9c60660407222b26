import type { Issue, Person, PullRequest } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { MINUTE } from '../simulation/time';
import type { World } from '../simulation/world';
import type { JiraProject } from './projects';
import { sprintAt, type JiraSprint } from './sprints';

/** The statuses of the company's one workflow. */
export const STATUSES = {
  todo: { id: '10000', name: 'To Do', category: 'new' },
  progress: { id: '3', name: 'In Progress', category: 'indeterminate' },
  review: { id: '10001', name: 'In Review', category: 'indeterminate' },
  done: { id: '10002', name: 'Done', category: 'done' },
} as const;
export type JiraStatus = (typeof STATUSES)[keyof typeof STATUSES];

/** One entry of a changelog. */
export type JiraChange = { readonly at: number } & (
  | { readonly from: JiraStatus; readonly to: JiraStatus }
  | {
      readonly sprintsBefore: readonly JiraSprint[];
      readonly sprintsAfter: readonly JiraSprint[];
    }
);

export interface JiraIssue {
  readonly id: number;
  readonly key: string;
  readonly project: JiraProject;
  readonly type: 'Story' | 'Bug' | 'Chore' | 'Task';
  readonly title: string;
  readonly priority: 'High' | 'Medium';
  readonly labels: readonly string[];
  readonly component: string;
  readonly points?: number;
  readonly assignee?: Person;
  /** The issue whose work it broke. */
  readonly causedBy?: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly resolvedAt?: number;
  readonly status: JiraStatus;
  readonly sprints: readonly JiraSprint[];
  /** Oldest first. */
  readonly changes: readonly JiraChange[];
}

interface Work {
  readonly repository: RepositorySimulation;
  readonly issue: Issue;
  /** The one that is to close it. */
  readonly pullRequest?: PullRequest;
}

const POINTS = [1, 2, 3, 5, 8] as const;
const TYPES: Readonly<Record<string, JiraIssue['type']>> = {
  enhancement: 'Story',
  bug: 'Bug',
  maintenance: 'Chore',
};

/** The work items of a team as its project in Jira shows them, in the order of their numbers. */
export function issuesOf(world: World, project: JiraProject): JiraIssue[] {
  const works = project.repositories.flatMap(({ name }) =>
    worksOf(world.repository(name)!),
  );
  // What was made at one time has been made in one advance of the clock, so numbers stay.
  works.sort(
    (left, right) =>
      left.issue.createdAt - right.issue.createdAt ||
      left.issue.id - right.issue.id,
  );
  return works.map((work, index) =>
    toJiraIssue({ work, project, number: index + 1, now: world.until }),
  );
}

function worksOf(repository: RepositorySimulation): Work[] {
  const closing = new Map<number, PullRequest>();
  for (const pullRequest of repository.pullRequests)
    for (const number of pullRequest.closes) closing.set(number, pullRequest);
  return repository.issues.map(issue => ({
    repository,
    issue,
    pullRequest: closing.get(issue.number),
  }));
}

function toJiraIssue(options: {
  work: Work;
  project: JiraProject;
  number: number;
  now: number;
}): JiraIssue {
  const { work, project, now } = options;
  const { repository, issue, pullRequest } = work;
  const { id, title, createdAt, labels, closedAt: resolvedAt } = issue;
  const type = labels.flatMap(label => TYPES[label] ?? []).at(0) ?? 'Task';
  const statusChanges = statusChangesOf(work);
  const sprintChanges = sprintChangesOf({
    project,
    createdAt,
    beganAt: statusChanges.at(0)?.at,
    endedAt: resolvedAt ?? now,
  });
  const changes = [...statusChanges, ...sprintChanges].sort(
    (left, right) => left.at - right.at,
  );
  const { components } = repository.profile;
  const causedBy = causeOf(work);
  return {
    id,
    key: `${project.key}-${options.number}`,
    project,
    type,
    title,
    priority: causedBy ? 'High' : 'Medium',
    labels,
    component: components[id % components.length].name,
    points: type === 'Story' ? POINTS[id % POINTS.length] : undefined,
    assignee: repository.members.find(
      member => member.id === pullRequest?.author.id,
    ),
    causedBy: causedBy?.id,
    createdAt,
    // A pull request tells of work that began before it.
    updatedAt: Math.max(
      createdAt,
      pullRequest?.createdAt ?? 0,
      ...changes.map(({ at }) => at),
    ),
    resolvedAt,
    status: statusChanges.at(-1)?.to ?? STATUSES.todo,
    sprints: sprintChanges.at(-1)?.sprintsAfter ?? [],
    changes,
  };
}

/** Work begins with its first commit, and is reviewed once its pull request is ready. */
function statusChangesOf({ repository, issue, pullRequest }: Work) {
  const moves: { at: number; to: JiraStatus }[] = [];
  if (pullRequest) {
    const [first] = pullRequest.commits;
    const { authoredAt } = repository.graph.get(first);
    moves.push({ at: authoredAt, to: STATUSES.progress });
    if (pullRequest.readyAt !== undefined)
      moves.push({ at: pullRequest.readyAt, to: STATUSES.review });
  }
  if (issue.closedAt !== undefined)
    moves.push({ at: issue.closedAt, to: STATUSES.done });
  let at = issue.createdAt;
  let from: JiraStatus = STATUSES.todo;
  return moves.map(move => {
    // An urgent fix is begun before somebody writes down that it is needed.
    const change = { at: Math.max(move.at, at + 1), from, to: move.to };
    at = change.at;
    from = change.to;
    return change;
  });
}

/**
 * What is written down in the planning is put into the sprint to come, all else
 * into the one in which it is begun; what is not done when a sprint is closed
 * goes over into the next.
 */
function sprintChangesOf(options: {
  project: JiraProject;
  createdAt: number;
  beganAt: number | undefined;
  endedAt: number;
}) {
  const { project, createdAt, beganAt, endedAt } = options;
  const changes: {
    at: number;
    sprintsBefore: JiraSprint[];
    sprintsAfter: JiraSprint[];
  }[] = [];
  let sprint = sprintAt(project, createdAt);
  const isPlanned = sprint !== undefined && sprint.startsAt > createdAt;
  let at = isPlanned ? createdAt + 5 * MINUTE : beganAt;
  if (at === undefined) return changes;
  let before: JiraSprint[] = [];
  if (!isPlanned) sprint = sprintAt(project, at);
  while (sprint && at <= endedAt) {
    const after = [...before, sprint];
    changes.push({ at, sprintsBefore: before, sprintsAfter: after });
    before = after;
    at = sprint.endsAt;
    sprint = sprintAt(project, at);
  }
  return changes;
}

/** The issue of the change that a defect came with. */
function causeOf({ repository, issue }: Work): Issue | undefined {
  const number = /^Seen in production since #(\d+) /.exec(issue.body)?.[1];
  const culprit = number && repository.findPullRequest(Number(number));
  const [closed] = culprit ? culprit.closes : [];
  return repository.issues.find(each => each.number === closed);
}
