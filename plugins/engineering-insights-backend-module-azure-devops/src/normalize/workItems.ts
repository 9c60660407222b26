import type { JsonValue } from '@backstage/types';
import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { accountSchema, identityOf } from './identity';
import { instant, optionalInstant } from './instant';
import { sprintChangesOf } from './sprintChangesOf';
import { statusCategoryOf } from './statusCategoryOf';
import { transitionsOf } from './transitionsOf';

const changeSchema = z.object({
  from: z.union([z.string(), z.number()]).nullable(),
  to: z.union([z.string(), z.number()]).nullable(),
});

const updateSchema = z.object({
  at: instant,
  state: changeSchema.optional(),
  iterationPath: changeSchema.optional(),
  iterationId: changeSchema.optional(),
});

const workItemSchema = z.object({
  id: z.number(),
  title: z.string(),
  type: z.string(),
  state: z.string(),
  area: z.string().optional(),
  iterationPath: z.string().optional(),
  iterationId: z.number().optional(),
  createdAt: instant,
  changedAt: instant,
  tags: z.string().nullish(),
  parent: z.number().nullish(),
  closedAt: optionalInstant,
  priority: z.union([z.string(), z.number()]).nullish(),
  estimate: z.number().nonnegative().nullish(),
  assignedTo: accountSchema,
});

const itemSchema = z.object({
  workItem: workItemSchema,
  updates: z.array(updateSchema),
  typeCategories: z.array(z.string()),
  stateCategories: z.record(z.string(), z.string()),
});

/** What the backlogs of a process make of a type, the most telling first. */
const TYPES: readonly (readonly [string, IssueFact['type']])[] = [
  ['Microsoft.BugCategory', 'defect'],
  ['Microsoft.TaskCategory', 'subtask'],
  ['Microsoft.RequirementCategory', 'feature'],
  ['Microsoft.FeatureCategory', 'feature'],
  ['Microsoft.EpicCategory', 'feature'],
];

export function normalizeWorkItem(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, value => {
    const { workItem, updates, typeCategories, stateCategories } = value;
    const categoryOf = (state: string) =>
      statusCategoryOf(stateCategories[state]);
    const statusCategory = categoryOf(workItem.state);
    if (!statusCategory) {
      return {
        result: 'invalid',
        reason: `state: "${workItem.state}" has no category in the process of the project`,
      };
    }
    const transitions = transitionsOf({ workItem, updates, categoryOf });
    const doneAt = transitions.findLast(
      ({ toCategory }, index) =>
        toCategory === 'done' && transitions[index - 1]?.toCategory !== 'done',
    )?.at;
    const fact: IssueFact = {
      kind: 'issue',
      externalId: String(workItem.id),
      key: keyOf(workItem.id),
      sourceUpdatedAt: workItem.changedAt,
      url: `${baseUrl}/_workitems/edit/${workItem.id}`,
      title: workItem.title,
      type: typeOf(workItem, typeCategories),
      sourceType: workItem.type,
      statusCategory,
      sourceStatus: workItem.state,
      priority: workItem.priority ? String(workItem.priority) : undefined,
      createdAt: workItem.createdAt,
      closedAt: statusCategory === 'done' ? doneAt ?? workItem.closedAt : null,
      assignee: identityOf(workItem.assignedTo) ?? null,
      estimate: workItem.estimate ?? null,
      labels: labelsOf(workItem.tags),
      parentKey: workItem.parent ? keyOf(workItem.parent) : null,
      components: workItem.area ? [workItem.area] : undefined,
      sprintChanges: sprintChangesOf({ workItem, updates }),
      transitions,
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** A task that is part of nothing is an item of its own. */
function typeOf(
  { parent }: z.infer<typeof workItemSchema>,
  categories: readonly string[],
): IssueFact['type'] {
  const type = TYPES.find(([category]) => categories.includes(category))?.[1];
  return (type === 'subtask' && !parent ? undefined : type) ?? 'other';
}

/** As people refer to it, and as commits and pull requests of other sources do. */
function keyOf(id: number): string {
  return `AB#${id}`;
}

function labelsOf(tags: string | null | undefined): string[] {
  return (tags ?? '')
    .split(';')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');
}
