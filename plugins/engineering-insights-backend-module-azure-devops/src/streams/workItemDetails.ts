import type { JsonObject, JsonValue } from '@backstage/types';
import { accountOf, type AzureIdentity } from '../accountOf';
import type { Asking, AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { instantOf } from '../instantOf';
import { orIfNotFound } from '../orIfNotFound';
import { readBySkip, type AzureList, type WholeList } from '../readList';
import { isRejected } from '../toSourceError';
import { wiqlOf } from './wiqlOf';

/** Azure DevOps refuses a query that finds more. */
const LARGEST_QUERY = 20_000;
const LARGEST_BATCH = 200;
const UPDATES_PAGE_SIZE = 200;

/** One area of a project and how it is asked. */
export interface WorkItemReading {
  readonly client: AzureDevopsClient;
  readonly directory: Directory;
  readonly project: string;
  /** Below the project: `Returns\Refunds`; empty for all of it. */
  readonly area: string;
  readonly signal: AbortSignal;
}

export interface WorkItem {
  readonly id: number;
  readonly rev: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One revision of a work item, as the difference from the one before. */
export interface WorkItemUpdate {
  readonly fields?: Readonly<
    Record<string, { oldValue?: unknown; newValue?: unknown } | undefined>
  >;
}

function askingOf({ signal }: WorkItemReading): Asking {
  return { signal, permission: 'Work Items (Read)' };
}

/** The work items that were last changed within a range, next to where the reading stands first. */
export async function listWorkItems(
  reading: WorkItemReading,
  range: { from: string; to?: string; order: 'asc' | 'desc' },
): Promise<WholeList<WorkItem>> {
  const { client, project } = reading;
  const ids = await queryIds(reading, range);
  const records: WorkItem[] = [];
  for (let from = 0; from < ids.length; from += LARGEST_BATCH) {
    const { data } = await client.get<AzureList<WorkItem | null>>(
      askingOf(reading),
      {
        path: [project, '_apis', 'wit', 'workitemsbatch'],
        // Which fields there are differs with the process, and one that is not known is an error: all are asked for.
        body: {
          ids: ids.slice(from, from + LARGEST_BATCH),
          errorPolicy: 'omit',
        },
      },
    );
    records.push(...data.value.flatMap(each => (each ? [usedOf(each)] : [])));
  }
  return { records, isCut: ids.length >= LARGEST_QUERY };
}

async function queryIds(
  reading: WorkItemReading,
  range: { from: string; to?: string; order: 'asc' | 'desc' },
): Promise<number[]> {
  const { client, project, area } = reading;
  try {
    const { data } = await client.get<{ workItems?: { id: number }[] }>(
      askingOf(reading),
      {
        path: [project, '_apis', 'wit', 'wiql'],
        query: { timePrecision: 'true', $top: LARGEST_QUERY },
        body: { query: wiqlOf({ project, area, ...range }) },
      },
    );
    return (data.workItems ?? []).map(({ id }) => id);
  } catch (error) {
    // A query that names an area which is gone is refused; the area itself is then not found.
    if (isRejected(error) && area) {
      await client.get(askingOf(reading), {
        path: [
          project,
          '_apis',
          'wit',
          'classificationnodes',
          'areas',
          ...area.split('\\'),
        ],
      });
    }
    throw error;
  }
}

const FIELDS = [
  'System.Title',
  'System.WorkItemType',
  'System.State',
  'System.AreaPath',
  'System.IterationPath',
  'System.IterationId',
  'System.CreatedDate',
  'System.ChangedDate',
  'System.AssignedTo',
  'System.Tags',
  'System.Parent',
  'Microsoft.VSTS.Common.ClosedDate',
  'Microsoft.VSTS.Common.Priority',
  'Microsoft.VSTS.Scheduling.StoryPoints',
  'Microsoft.VSTS.Scheduling.Effort',
  'Microsoft.VSTS.Scheduling.Size',
];

/** The rest is texts, and fields of an organization's own. */
function usedOf({ id, rev, fields }: WorkItem): WorkItem {
  return {
    id,
    rev,
    fields: Object.fromEntries(
      FIELDS.flatMap(name =>
        fields[name] === undefined ? [] : [[name, fields[name]]],
      ),
    ),
  };
}

/** Work items with their changes, and with what their process says of their states and types. */
export async function toItems(
  reading: WorkItemReading,
  workItems: readonly WorkItem[],
): Promise<JsonValue[]> {
  const { directory, project, signal } = reading;
  const items: JsonValue[] = [];
  for (const workItem of workItems) {
    const updates =
      workItem.rev > 1
        ? await orIfNotFound(readUpdates(reading, workItem.id), undefined)
        : [];
    // It was deleted since it was listed.
    if (!updates) continue;
    const type = await directory.workItemType(
      project,
      String(workItem.fields['System.WorkItemType']),
      signal,
    );
    items.push({
      workItem: projectWorkItem(workItem),
      updates: projectUpdates(updates),
      typeCategories: [...type.categories],
      stateCategories: { ...type.stateCategories },
    });
  }
  return items;
}

async function readUpdates(
  reading: WorkItemReading,
  id: number,
): Promise<WorkItemUpdate[]> {
  const { client, project } = reading;
  const { records } = await readBySkip<WorkItemUpdate>(
    client,
    askingOf(reading),
    { path: [project, '_apis', 'wit', 'workItems', id, 'updates'] },
    UPDATES_PAGE_SIZE,
  );
  return records;
}

const NAMES = {
  title: 'System.Title',
  type: 'System.WorkItemType',
  state: 'System.State',
  area: 'System.AreaPath',
  iterationPath: 'System.IterationPath',
  iterationId: 'System.IterationId',
  createdAt: 'System.CreatedDate',
  changedAt: 'System.ChangedDate',
  tags: 'System.Tags',
  parent: 'System.Parent',
  closedAt: 'Microsoft.VSTS.Common.ClosedDate',
  priority: 'Microsoft.VSTS.Common.Priority',
} as const;

/** What is used of a work item. */
export function projectWorkItem({ id, rev, fields }: WorkItem): JsonObject {
  const told = Object.entries(NAMES).flatMap(([name, field]) =>
    fields[field] === undefined ? [] : [[name, fields[field]]],
  );
  // Each process of Azure DevOps has one of them.
  const estimate =
    fields['Microsoft.VSTS.Scheduling.StoryPoints'] ??
    fields['Microsoft.VSTS.Scheduling.Effort'] ??
    fields['Microsoft.VSTS.Scheduling.Size'];
  return {
    id,
    rev,
    ...(Object.fromEntries(told) as JsonObject),
    ...(estimate !== undefined && { estimate: estimate as JsonValue }),
    assignedTo: accountOf(
      fields['System.AssignedTo'] as AzureIdentity | undefined,
    ),
  };
}

/** The changes of state and iteration, oldest first, each with its own time. */
export function projectUpdates(
  updates: readonly WorkItemUpdate[],
): JsonObject[] {
  return updates.flatMap(({ fields = {} }) => {
    // `revisedDate` is when a revision was followed by the next one, not when it was made.
    const at = instantOf(fields['System.ChangedDate']?.newValue);
    const changes = [
      ['state', fields['System.State']],
      ['iterationPath', fields['System.IterationPath']],
      ['iterationId', fields['System.IterationId']],
    ] as const;
    const told = changes.flatMap(([name, change]) =>
      change ? [[name, changeOf(change)]] : [],
    );
    return at && told.length > 0 ? [{ at, ...Object.fromEntries(told) }] : [];
  });
}

function changeOf(change: { oldValue?: unknown; newValue?: unknown }) {
  return {
    from: (change.oldValue ?? null) as JsonValue,
    to: (change.newValue ?? null) as JsonValue,
  };
}
