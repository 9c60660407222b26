import { DAY } from '../simulation/time';
import {
  iterationsBetween,
  ROOT_ITERATION,
  type Iteration,
} from './iterations';
import { guidOf, PROJECT, type AzureSite } from './project';
import { instant, renderIdentity } from './renderCode';
import { STATES, type AzureWorkItem, type WorkItemRevision } from './workItems';

export function renderWorkItem(site: AzureSite, item: AzureWorkItem) {
  return {
    id: item.id,
    rev: item.revisions.length,
    fields: {
      'System.AreaPath': item.area,
      'System.TeamProject': PROJECT,
      'System.IterationPath': item.iteration.path,
      'System.IterationId': item.iteration.id,
      'System.WorkItemType': item.type,
      'System.State': item.state,
      'System.CreatedDate': instant(item.createdAt),
      'System.ChangedDate': instant(item.changedAt),
      'System.Title': item.title,
      'System.Tags': item.tags.join('; '),
      ...(item.assignee && {
        'System.AssignedTo': renderIdentity(item.assignee),
      }),
      ...(item.closedAt !== undefined && {
        'Microsoft.VSTS.Common.ClosedDate': instant(item.closedAt),
      }),
    },
    url: `${site.origin}/_apis/wit/workItems/${item.id}`,
  };
}

export function renderUpdates(site: AzureSite, item: AzureWorkItem) {
  return item.revisions.map((revision, index) => {
    const next = item.revisions.at(index + 1);
    return {
      id: index + 1,
      workItemId: item.id,
      rev: index + 1,
      revisedDate: next ? instant(next.at) : '9999-01-01T00:00:00Z',
      fields: fieldsOf(revision, item.revisions.at(index - 1), index),
      url: `${site.origin}/_apis/wit/workItems/${item.id}/updates/${index + 1}`,
    };
  });
}

function fieldsOf(
  { at, state, iteration }: WorkItemRevision,
  before: WorkItemRevision | undefined,
  index: number,
) {
  const change = (from: unknown, to: unknown) => ({
    ...(from !== undefined && { oldValue: from }),
    newValue: to,
  });
  return {
    'System.Rev': change(index === 0 ? undefined : index, index + 1),
    'System.ChangedDate': change(
      index === 0 || !before ? undefined : instant(before.at),
      instant(at),
    ),
    ...(state && { 'System.State': change(state.from, state.to) }),
    ...(iteration && {
      'System.IterationPath': change(iteration.from?.path, iteration.to.path),
      'System.IterationId': change(iteration.from?.id, iteration.to.id),
    }),
  };
}

export function renderStates() {
  return Object.entries(STATES).map(([name, category]) => ({
    name,
    color: 'b2b2b2',
    category,
  }));
}

export function renderTypeCategories(site: AzureSite) {
  const categories = {
    'Microsoft.BugCategory': ['Bug'],
    'Microsoft.RequirementCategory': ['User Story'],
    'Microsoft.TaskCategory': ['Task'],
  };
  return Object.entries(categories).map(([referenceName, names]) => ({
    name: referenceName.replace(/^Microsoft\./, ''),
    referenceName,
    defaultWorkItemType: { name: names[0] },
    workItemTypes: names.map(name => ({
      name,
      url: `${site.origin}/${PROJECT}/_apis/wit/workItemTypes/${name}`,
    })),
  }));
}

export function renderIterations({
  start,
  now,
}: {
  start: number;
  now: number;
}) {
  return {
    id: ROOT_ITERATION.id,
    identifier: guidOf('iteration', ROOT_ITERATION.id),
    name: PROJECT,
    structureType: 'iteration',
    hasChildren: true,
    path: `\\${PROJECT}\\Iteration`,
    children: iterationsBetween(start, now).map(renderIteration),
  };
}

function renderIteration({ id, name, startsAt, endsAt }: Iteration) {
  return {
    id,
    identifier: guidOf('iteration', id),
    name,
    structureType: 'iteration',
    hasChildren: false,
    path: `\\${PROJECT}\\Iteration\\${name}`,
    attributes: {
      startDate: instant(startsAt),
      // The last day, and not the instant at which it is over.
      finishDate: instant(endsAt - DAY),
    },
  };
}
