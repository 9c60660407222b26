import type { AzureReader, Listed } from './azureCode';
import { saysDropped } from './conventions';
import type { Category, Facts, Issue, WorkType } from './facts';
import { at, instant, post, sendJson } from './http';

interface RawWorkItem {
  id: number;
  fields: {
    'System.WorkItemType': string;
    'System.State': string;
    'System.IterationPath': string;
    'System.CreatedDate': string;
    'System.Tags'?: string;
    'Microsoft.VSTS.Common.ClosedDate'?: string;
  };
}
interface RawUpdate {
  fields?: Record<string, { newValue?: string | number } | undefined>;
}
interface RawIteration {
  path: string;
  attributes?: { startDate?: string; finishDate?: string };
  children?: RawIteration[];
}
const CATEGORIES: Readonly<Record<string, Category>> = {
  Proposed: 'todo',
  InProgress: 'inProgress',
  Resolved: 'inProgress',
  Completed: 'done',
  Removed: 'dropped',
};
const TYPES: Readonly<Record<string, WorkType>> = {
  Bug: 'defect',
  'User Story': 'feature',
  'Product Backlog Item': 'feature',
  Feature: 'feature',
};
const DAY = 86_400_000;

export async function readAzureWorkItems(
  reader: AzureReader,
  areaPath: string,
): Promise<Issue[]> {
  const { workItems } = await post<{ workItems: { id: number }[] }>({
    url: `${reader.base}/wit/wiql?timePrecision=true`,
    headers: reader.headers,
    json: {
      query: `SELECT [System.Id] FROM WorkItems WHERE [System.AreaPath] UNDER '${areaPath}' ORDER BY [System.ChangedDate] DESC`,
    },
  });
  const issues: Issue[] = [];
  const categories = new Map<string, Map<string, Category>>();
  for (let start = 0; start < workItems.length; start += 200) {
    const { value } = await post<Listed<RawWorkItem>>({
      url: `${reader.base}/wit/workitemsbatch`,
      headers: reader.headers,
      json: { ids: workItems.slice(start, start + 200).map(({ id }) => id) },
    });
    for (const raw of value) {
      const type = raw.fields['System.WorkItemType'];
      const known = categories.get(type) ?? (await readStates(reader, type));
      categories.set(type, known);
      issues.push(await readIssue(reader, raw, known));
    }
  }
  return issues;
}

async function readStates(
  reader: AzureReader,
  type: string,
): Promise<Map<string, Category>> {
  const { value } = await sendJson<Listed<{ name: string; category: string }>>({
    url: `${reader.base}/wit/workitemtypes/${encodeURIComponent(type)}/states`,
    headers: reader.headers,
  });
  return new Map(
    value.map(({ name, category }) => {
      const known = CATEGORIES[category] ?? 'todo';
      return [name, known === 'done' && saysDropped(name) ? 'dropped' : known];
    }),
  );
}

async function readIssue(
  reader: AzureReader,
  raw: RawWorkItem,
  categories: Map<string, Category>,
): Promise<Issue> {
  const { fields } = raw;
  const { value: updates } = await sendJson<Listed<RawUpdate>>({
    url: `${reader.base}/wit/workItems/${raw.id}/updates?$top=200`,
    headers: reader.headers,
  });
  const changesOf = (field: string) =>
    updates.flatMap(update => {
      const value = update.fields?.[field]?.newValue;
      const changed = update.fields?.['System.ChangedDate']?.newValue;
      return value === undefined || changed === undefined
        ? []
        : [{ at: instant(String(changed)), value: String(value) }];
    });
  const statuses = changesOf('System.State').map(change => ({
    at: change.at,
    category: categories.get(change.value) ?? ('todo' as const),
  }));
  const category = categories.get(fields['System.State']);
  const isOver = category === 'done' || category === 'dropped';
  return {
    id: `azure work item ${raw.id}`,
    type: TYPES[fields['System.WorkItemType']],
    words: (fields['System.Tags'] ?? '').split(/; */),
    createdAt: instant(fields['System.CreatedDate']),
    closedAt: isOver
      ? lastOver(statuses) ?? at(fields['Microsoft.VSTS.Common.ClosedDate'])
      : undefined,
    isDropped: category === 'dropped',
    statuses,
    sprints: changesOf('System.IterationPath').map(change => ({
      at: change.at,
      ids: [iterationId(change.value)],
    })),
  };
}

/** When it came into the category that it is in now. */
function lastOver(statuses: Issue['statuses']): number | undefined {
  return statuses.findLast(
    ({ category }, index) => category !== statuses[index - 1]?.category,
  )?.at;
}

function iterationId(path: string): string {
  return `azure iteration ${path}`;
}

export async function addAzureIterations(
  facts: Facts,
  reader: AzureReader,
): Promise<void> {
  const root = await sendJson<RawIteration>({
    url: `${reader.base}/wit/classificationnodes/Iterations?$depth=10`,
    headers: reader.headers,
  });
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    waiting.push(...(node.children ?? []));
    const { startDate, finishDate } = node.attributes ?? {};
    if (!startDate || !finishDate) continue;
    facts.sprints.push({
      // Work items name it without the word that the tree has in between.
      id: iterationId(node.path.replace(/^\\([^\\]+)\\Iteration/, '$1')),
      startsAt: instant(startDate) + DAY,
      endsAt: instant(finishDate) + DAY,
    });
  }
}
