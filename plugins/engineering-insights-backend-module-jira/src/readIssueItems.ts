import type { JsonObject, JsonValue } from '@backstage/types';
import type { JiraClient } from './client';
import type { Vocabulary } from './createVocabulary';
import type { FieldIds } from './fieldIdsOf';
import { projectChanges, type IssueChange } from './projectChanges';
import { projectIssue } from './projectIssue';
import { readChangelogs } from './readChangelogs';
import type { FoundIssue } from './searchIssues';
import { sprintIdsOf } from './sprintIdsOf';

const FIELDS = [
  'summary',
  'issuetype',
  'status',
  'priority',
  'created',
  'updated',
  'resolutiondate',
  'assignee',
  'labels',
  'components',
  'parent',
];

/** The fields that a search asks for; texts are not among them. */
export function searchFieldsOf(ids: FieldIds): string[] {
  return [
    ...FIELDS,
    ...[ids.sprint, ids.epicLink].flatMap(id => id ?? []),
    ...ids.estimates,
  ];
}

/** The found issues as they are stored: with their changes, and all that is needed to understand them alone. */
export async function readIssueItems(options: {
  readonly client: JiraClient;
  readonly vocabulary: Vocabulary;
  readonly fieldIds: FieldIds;
  readonly issues: readonly FoundIssue[];
  readonly signal: AbortSignal;
}): Promise<JsonValue[]> {
  const { issues, vocabulary, fieldIds, signal } = options;
  if (issues.length === 0) return [];
  const changes = await readChanges(options);
  const statuses = [...changes.values()]
    .flat()
    .filter(({ field }) => field === 'status')
    .flatMap(({ from, fromName, to, toName }) => [
      { id: from, name: fromName },
      { id: to, name: toName },
    ]);
  const categories = await vocabulary.categoriesOf(statuses, signal);
  return issues.map(issue =>
    toItem({ issue, fieldIds, categories, changes: changes.get(issue.id) }),
  );
}

async function readChanges({
  client,
  fieldIds,
  issues,
  signal,
}: Parameters<typeof readIssueItems>[0]): Promise<Map<string, IssueChange[]>> {
  const sprintFieldId = fieldIds.sprint;
  const histories =
    client.product === 'cloud'
      ? await readChangelogs(client, {
          issueIds: issues.map(({ id }) => id),
          fieldIds: ['status', ...(sprintFieldId ? [sprintFieldId] : [])],
          signal,
        })
      : new Map(issues.flatMap(wholeChangelogOf));
  return new Map(
    [...histories].map(([id, entries]) => [
      id,
      projectChanges({ histories: entries, sprintFieldId }),
    ]),
  );
}

/** Data Center shows it whole in a search. What is cut off all the same would look as if less had happened. */
function wholeChangelogOf(issue: FoundIssue): [string, JsonObject[]][] {
  const { histories, total = 0 } = issue.changelog ?? {};
  return histories && histories.length >= total
    ? [[issue.id, [...histories]]]
    : [];
}

function toItem(options: {
  readonly issue: FoundIssue;
  readonly fieldIds: FieldIds;
  readonly changes: readonly IssueChange[] | undefined;
  readonly categories: Readonly<Record<string, string>>;
}): JsonObject {
  const { issue, fieldIds, changes } = options;
  const { sprint, epicLink, estimates } = fieldIds;
  const statusIds = new Set(
    changes?.flatMap(({ field, from, to }) =>
      field === 'status' ? [from, to] : [],
    ),
  );
  return {
    from: 'search',
    issue: projectIssue(issue),
    ...(estimates.length > 0 && { estimate: estimateOf(issue, estimates) }),
    ...(epicLink && { epicKey: issue.fields[epicLink] ?? null }),
    ...(sprint && { sprintIds: sprintIdsOf(issue.fields[sprint]) }),
    ...(changes && {
      changes: [...changes],
      statusCategories: Object.fromEntries(
        Object.entries(options.categories).filter(([id]) => statusIds.has(id)),
      ),
    }),
  };
}

function estimateOf(issue: FoundIssue, ids: readonly string[]): JsonValue {
  const values = ids.map(id => issue.fields[id] ?? null);
  return values.find(value => value !== null) ?? null;
}
