import type { Person } from '../simulation/model';
import {
  STATUSES,
  type JiraChange,
  type JiraIssue,
  type JiraStatus,
} from './issues';
import type { JiraProject } from './projects';
import { sprintStateOf, type JiraSprint } from './sprints';

/** Where this Jira stands: `http://127.0.0.1:7070/jira`. */
export interface JiraSite {
  readonly baseUrl: string;
}

export const SPRINT_FIELD = 'customfield_10020';
export const POINTS_FIELD = 'customfield_10016';

const CATEGORIES = {
  new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
  indeterminate: {
    id: 4,
    key: 'indeterminate',
    colorName: 'yellow',
    name: 'In Progress',
  },
  done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

/** Jira writes `2026-01-31T12:00:00.000+0000`. */
export function toJiraTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('Z', '+0000');
}

export function renderStatus(site: JiraSite, status: JiraStatus) {
  const { id, name, category } = status;
  const api = `${site.baseUrl}/rest/api/3`;
  return {
    self: `${api}/status/${id}`,
    description: '',
    iconUrl: `${site.baseUrl}/images/icons/statuses/generic.png`,
    name,
    id,
    statusCategory: {
      self: `${api}/statuscategory/${CATEGORIES[category].id}`,
      ...CATEGORIES[category],
    },
  };
}

export function renderStatuses(site: JiraSite) {
  return Object.values(STATUSES).map(status => renderStatus(site, status));
}

export function renderFields() {
  const system = (id: string, name: string, type: string) => ({
    id,
    key: id,
    name,
    custom: false,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [id],
    schema: { type, system: id },
  });
  const custom = (options: {
    id: string;
    name: string;
    type: string;
    kind: string;
  }) => ({
    id: options.id,
    key: options.id,
    name: options.name,
    custom: true,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: [options.name],
    schema: {
      type: options.type,
      custom: `com.pyxis.greenhopper.jira:${options.kind}`,
      customId: Number(options.id.split('_')[1]),
    },
  });
  return [
    system('summary', 'Summary', 'string'),
    system('status', 'Status', 'status'),
    system('updated', 'Updated', 'datetime'),
    custom({
      id: SPRINT_FIELD,
      name: 'Sprint',
      type: 'array',
      kind: 'gh-sprint',
    }),
    custom({
      id: POINTS_FIELD,
      name: 'Story point estimate',
      type: 'number',
      kind: 'jsw-story-points',
    }),
  ];
}

export function renderBoard(site: JiraSite, project: JiraProject) {
  const { id, type } = project.board;
  return {
    id,
    self: `${site.baseUrl}/rest/agile/1.0/board/${id}`,
    name: `${project.name} board`,
    type,
    location: {
      projectId: Number(project.id),
      displayName: `${project.name} (${project.key})`,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: 'software',
      name: `${project.name} (${project.key})`,
    },
  };
}

/** A board's filter shows the whole project. */
export function filterIdOf(project: JiraProject): string {
  return String(20_000 + project.board.id);
}

export function renderBoardConfiguration(site: JiraSite, project: JiraProject) {
  const { id, type } = project.board;
  const filterId = filterIdOf(project);
  return {
    id,
    name: `${project.name} board`,
    type,
    self: `${site.baseUrl}/rest/agile/1.0/board/${id}/configuration`,
    location: { type: 'project', projectKeyOrId: project.key },
    filter: {
      id: filterId,
      self: `${site.baseUrl}/rest/api/3/filter/${filterId}`,
    },
  };
}

export function renderSprint(site: JiraSite, sprint: JiraSprint, now: number) {
  const state = sprintStateOf(sprint, now);
  const time = (seconds: number) => new Date(seconds * 1000).toISOString();
  return {
    id: sprint.id,
    self: `${site.baseUrl}/rest/agile/1.0/sprint/${sprint.id}`,
    state,
    name: sprint.name,
    ...(state !== 'future' && {
      startDate: time(sprint.startsAt),
      endDate: time(sprint.endsAt),
    }),
    ...(state === 'closed' && { completeDate: time(sprint.endsAt) }),
    originBoardId: sprint.boardId,
    goal: '',
  };
}

export function renderChange(change: JiraChange, issue: JiraIssue) {
  const position = issue.changes.indexOf(change);
  const items =
    'to' in change
      ? [
          {
            field: 'status',
            fieldtype: 'jira',
            fieldId: 'status',
            from: change.from.id,
            fromString: change.from.name,
            to: change.to.id,
            toString: change.to.name,
          },
        ]
      : [
          {
            field: 'Sprint',
            fieldtype: 'custom',
            fieldId: SPRINT_FIELD,
            from: change.sprintsBefore.map(({ id }) => id).join(', '),
            fromString: change.sprintsBefore.map(({ name }) => name).join(', '),
            to: change.sprintsAfter.map(({ id }) => id).join(', '),
            toString: change.sprintsAfter.map(({ name }) => name).join(', '),
          },
        ];
  return {
    id: String(issue.id * 100 + position),
    created: toJiraTime(change.at),
    items,
  };
}

export function accountIdOf(person: { readonly id: number }): string {
  return `playground:${person.id}`;
}

function renderPerson(site: JiraSite, person: Person) {
  const accountId = accountIdOf(person);
  return {
    self: `${site.baseUrl}/rest/api/3/user?accountId=${accountId}`,
    accountId,
    displayName: person.name,
    active: true,
    timeZone: person.zone,
    accountType: 'atlassian',
  };
}

function renderLink(site: JiraSite, cause: JiraIssue) {
  return {
    id: String(cause.id),
    type: {
      id: '10003',
      name: 'Problem/Incident',
      inward: 'is caused by',
      outward: 'causes',
    },
    inwardIssue: {
      id: String(cause.id),
      key: cause.key,
      self: `${site.baseUrl}/rest/api/3/issue/${cause.id}`,
    },
  };
}

/** An issue with those of its fields that were asked for. */
export function renderIssue(
  site: JiraSite,
  options: {
    issue: JiraIssue;
    fields: readonly string[];
    now: number;
    /** The issue that a defect came with. */
    cause?: JiraIssue;
  },
) {
  const { issue, now, cause } = options;
  const { id, key, project, resolvedAt, assignee, sprints } = issue;
  const all: Record<string, unknown> = {
    summary: issue.title,
    issuetype: {
      name: issue.type,
      subtask: false,
      hierarchyLevel: 0,
    },
    project: { id: project.id, key: project.key, name: project.name },
    status: renderStatus(site, issue.status),
    priority: { name: issue.priority },
    created: toJiraTime(issue.createdAt),
    updated: toJiraTime(issue.updatedAt),
    resolutiondate: resolvedAt === undefined ? null : toJiraTime(resolvedAt),
    assignee: assignee ? renderPerson(site, assignee) : null,
    labels: issue.labels,
    components: [{ name: issue.component }],
    issuelinks: cause ? [renderLink(site, cause)] : [],
    [POINTS_FIELD]: issue.points ?? null,
    [SPRINT_FIELD]:
      sprints.length === 0
        ? null
        : sprints.map(sprint => ({
            id: sprint.id,
            name: sprint.name,
            state: sprintStateOf(sprint, now),
            boardId: sprint.boardId,
          })),
  };
  const isAll = options.fields.includes('*all');
  return {
    expand: 'renderedFields,names,schema,operations,editmeta,changelog',
    id: String(id),
    self: `${site.baseUrl}/rest/api/3/issue/${id}`,
    key,
    fields: Object.fromEntries(
      Object.entries(all).filter(
        ([name]) => isAll || options.fields.includes(name),
      ),
    ),
  };
}
