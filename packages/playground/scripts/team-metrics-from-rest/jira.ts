import type { Category, Facts, Issue, WorkType } from './facts';
import { at, basic, instant, post, sendJson } from './http';
import { saysDropped } from './conventions';

interface RawIssue {
  id: string;
  key: string;
  fields: {
    issuetype: { name: string; subtask: boolean; hierarchyLevel?: number };
    status: { id: string; name: string; statusCategory: { key: string } };
    priority: { name: string } | null;
    created: string;
    resolutiondate: string | null;
    labels: string[];
    components: { name: string }[];
    customfield_10020: { id: number }[] | null;
  };
}
interface RawChange {
  created: string;
  items: { fieldId: string; from: string | null; to: string | null }[];
}
interface ChangelogPage {
  issueChangeLogs: { issueId: string; changeHistories: RawChange[] }[];
  nextPageToken?: string;
}
interface SearchPage {
  issues: RawIssue[];
  nextPageToken?: string;
}
interface RawBoard {
  id: number;
  type: string;
}
interface RawSprint {
  id: number;
  state: string;
  startDate?: string;
  endDate?: string;
  completeDate?: string;
}

const FIELDS = [
  'issuetype',
  'status',
  'priority',
  'created',
  'resolutiondate',
  'labels',
  'components',
  'customfield_10020',
];
const TYPES: Readonly<Record<string, WorkType>> = {
  bug: 'defect',
  story: 'feature',
  'new feature': 'feature',
  improvement: 'feature',
  chore: 'maintenance',
  maintenance: 'maintenance',
  incident: 'incident',
};
const CATEGORIES: Readonly<Record<string, Category>> = {
  new: 'todo',
  indeterminate: 'inProgress',
  done: 'done',
};

export interface JiraScope {
  playground: string;
  token: string;
  /** Of a board the filter, of a project or its components the project. */
  project: string;
  components: readonly string[];
  board?: string;
}

export async function addJira(facts: Facts, scope: JiraScope): Promise<void> {
  const base = `${scope.playground}/jira`;
  const headers = {
    authorization: basic('insights@acme.example', scope.token),
  };
  const categories = await readCategories(base, headers);
  const raws = await searchIssues(base, headers, scope);
  const changes = await readChanges(base, headers, raws);
  for (const raw of raws) {
    const { issuetype } = raw.fields;
    // Subtasks have a parent that counts, epics have issues that count.
    if (issuetype.subtask || (issuetype.hierarchyLevel ?? 0) > 0) continue;
    facts.issues.push(
      toIssue({ raw, changes: changes.get(raw.id) ?? [], categories }),
    );
  }
  await addSprints(facts, { base, headers, scope });
}

type Headers = Record<string, string>;

async function readCategories(
  base: string,
  headers: Headers,
): Promise<Map<string, Category>> {
  const statuses = await sendJson<RawIssue['fields']['status'][]>({
    url: `${base}/rest/api/3/status`,
    headers,
  });
  return new Map(
    statuses.map(({ id, name, statusCategory }) => [
      id,
      categoryOf(name, statusCategory.key),
    ]),
  );
}

function categoryOf(name: string, key: string): Category {
  const category = CATEGORIES[key] ?? 'todo';
  return category === 'done' && saysDropped(name) ? 'dropped' : category;
}

async function searchIssues(
  base: string,
  headers: Headers,
  { project, components, board }: JiraScope,
): Promise<RawIssue[]> {
  const named = components.map(name => `component = "${name}"`);
  const where = board
    ? `filter = ${(await readFilter(base, headers, board)).filter.id}`
    : [`project = "${project}"`, ...named].join(' and ');
  const found: RawIssue[] = [];
  let nextPageToken: string | undefined;
  do {
    const answer: SearchPage = await post({
      url: `${base}/rest/api/3/search/jql`,
      headers,
      json: {
        jql: `${where} order by updated asc`,
        fields: FIELDS,
        maxResults: 100,
        nextPageToken,
      },
    });
    found.push(...answer.issues);
    nextPageToken = answer.nextPageToken;
  } while (nextPageToken);
  return found;
}

function readFilter(base: string, headers: Headers, board: string) {
  return sendJson<{ filter: { id: string } }>({
    url: `${base}/rest/agile/1.0/board/${board}/configuration`,
    headers,
  });
}

async function readChanges(
  base: string,
  headers: Headers,
  raws: readonly RawIssue[],
): Promise<Map<string, RawChange[]>> {
  const changes = new Map<string, RawChange[]>();
  for (let start = 0; start < raws.length; start += 500) {
    const ids = raws.slice(start, start + 500).map(({ id }) => id);
    let nextPageToken: string | undefined;
    do {
      const answer: ChangelogPage = await post({
        url: `${base}/rest/api/3/changelog/bulkfetch`,
        headers,
        json: { issueIdsOrKeys: ids, maxResults: 1_000, nextPageToken },
      });
      for (const { issueId, changeHistories } of answer.issueChangeLogs)
        changes.set(issueId, [
          ...(changes.get(issueId) ?? []),
          ...changeHistories,
        ]);
      nextPageToken = answer.nextPageToken;
    } while (nextPageToken);
  }
  return changes;
}

/** The values of a field from the creation on. */
function historyOf(options: {
  raw: RawIssue;
  changes: readonly RawChange[];
  field: string;
  now: string;
}): { at: number; value: string }[] {
  const moves = options.changes
    .flatMap(change =>
      change.items
        .filter(item => item.fieldId === options.field)
        .map(item => ({ ...item, at: instant(change.created) })),
    )
    .sort((left, right) => left.at - right.at);
  const first = moves.length > 0 ? moves[0].from ?? '' : options.now;
  return [
    { at: instant(options.raw.fields.created), value: first },
    ...moves.map(move => ({ at: move.at, value: move.to ?? '' })),
  ];
}

function toIssue(options: {
  raw: RawIssue;
  changes: readonly RawChange[];
  categories: Map<string, Category>;
}): Issue {
  const { raw, changes, categories } = options;
  const { fields } = raw;
  const statuses = historyOf({
    raw,
    changes,
    field: 'status',
    now: fields.status.id,
  }).map(({ at: since, value }) => ({
    at: since,
    category: categories.get(value) ?? 'todo',
  }));
  const sprintsNow = (fields.customfield_10020 ?? []).map(({ id }) => id);
  const sprints = historyOf({
    raw,
    changes,
    field: 'customfield_10020',
    now: sprintsNow.join(','),
  }).map(({ at: since, value }) => ({
    at: since,
    ids: value.split(/,\s*/).filter(Boolean).map(jiraSprintId),
  }));
  const category = categoryOf(
    fields.status.name,
    fields.status.statusCategory.key,
  );
  const isOver = category === 'done' || category === 'dropped';
  return {
    id: `jira ${raw.id}`,
    type: TYPES[fields.issuetype.name.toLowerCase()],
    words: [...fields.labels, fields.priority?.name ?? ''],
    createdAt: instant(fields.created),
    closedAt: isOver
      ? at(fields.resolutiondate) ?? statuses.at(-1)?.at
      : undefined,
    isDropped: category === 'dropped',
    statuses,
    sprints,
  };
}

function jiraSprintId(id: string | number): string {
  return `jira sprint ${id}`;
}

async function addSprints(
  facts: Facts,
  options: { base: string; headers: Headers; scope: JiraScope },
): Promise<void> {
  const { base, headers, scope } = options;
  const { values } = await sendJson<{ values: RawBoard[] }>({
    url: `${base}/rest/agile/1.0/board?projectKeyOrId=${scope.project}`,
    headers,
  });
  const boards = values.filter(
    ({ id, type }) =>
      type === 'scrum' && (!scope.board || String(id) === scope.board),
  );
  for (const { id: board } of boards) {
    let startAt = 0;
    for (;;) {
      const page: { values: RawSprint[]; isLast: boolean } = await sendJson({
        url: `${base}/rest/agile/1.0/board/${board}/sprint?startAt=${startAt}`,
        headers,
      });
      for (const raw of page.values) {
        const startsAt = at(raw.startDate);
        const endsAt = at(raw.completeDate);
        if (startsAt !== undefined && endsAt !== undefined)
          facts.sprints.push({ id: jiraSprintId(raw.id), startsAt, endsAt });
      }
      if (page.isLast) break;
      startAt += page.values.length;
    }
  }
}
