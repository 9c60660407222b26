import type { JsonValue } from '@backstage/types';
import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instantOf, isoOf } from '../instantOf';
import { accountSchema, identityOf } from './identity';
import { issueTypeOf } from './issueType';
import { sprintChangesOf } from './sprintChangesOf';
import { categoryKeySchema, statusCategoryOf } from './statusCategory';
import { transitionsOf } from './transitionsOf';

const instant = z
  .string()
  .refine(text => instantOf(text).isValid, { message: 'is no instant' })
  .transform(text => isoOf(text)!);

const named = z.object({ name: z.string() });

const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    summary: z.string().nullish(),
    issuetype: z.object({
      name: z.string(),
      subtask: z.boolean().nullish(),
      hierarchyLevel: z.number().nullish(),
    }),
    status: z.object({
      id: z.string(),
      name: z.string(),
      statusCategory: z.object({ key: categoryKeySchema }),
    }),
    created: instant,
    updated: instant,
    resolutiondate: instant.nullish(),
    priority: named.nullish(),
    labels: z.array(z.string()).nullish(),
    components: z.array(named).nullish(),
    parent: z.object({ key: z.string() }).nullish(),
    assignee: accountSchema.nullish(),
  }),
});

const changeSchema = z.object({
  at: z.string(),
  field: z.enum(['status', 'sprint']),
  from: z.string(),
  to: z.string(),
  fromName: z.string(),
  toName: z.string(),
});

/** An issue as a search reads it, with what is told beside it; or as a webhook brings it. */
const itemSchema = z.object({
  from: z.enum(['search', 'webhook']),
  issue: issueSchema,
  /** Absent where no estimate field is known. */
  estimate: z.number().nullish(),
  epicKey: z.string().nullish(),
  /** Absent where no sprint field is known. */
  sprintIds: z.array(z.string()).optional(),
  /** Whole, oldest first; absent where it is not known whole. */
  changes: z.array(changeSchema).optional(),
  /** Of the statuses in the changes. */
  statusCategories: z.record(z.string(), categoryKeySchema).optional(),
});
type Item = z.infer<typeof itemSchema>;

export function normalizeIssue(
  item: JsonValue,
  { baseUrl }: { baseUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, value => ({
    result: 'ok',
    facts: [toFact(value, baseUrl)],
  }));
}

function toFact(item: Item, baseUrl: string): IssueFact {
  const { issue, epicKey } = item;
  const { fields } = issue;
  const { status, assignee, parent, priority } = fields;
  const isSearch = item.from === 'search';
  const transitions = transitionsIn(item);
  const parentKey = parent?.key ?? epicKey;
  return {
    kind: 'issue',
    externalId: issue.id,
    sourceUpdatedAt: fields.updated,
    url: `${baseUrl}/browse/${issue.key}`,
    key: issue.key,
    title: fields.summary ?? issue.key,
    type: issueTypeOf(fields.issuetype),
    sourceType: fields.issuetype.name,
    statusCategory: statusCategoryOf(status.statusCategory.key),
    sourceStatus: status.name,
    priority: priority === undefined ? undefined : priority?.name ?? null,
    createdAt: fields.created,
    closedAt: closedAtOf(item, transitions),
    assignee: assignee ? identityOf(assignee) : assignee,
    estimate: estimateOf(item.estimate),
    labels: fields.labels,
    // A webhook has no epic of an older project, so it knows no parent only where it names one.
    parentKey: parentKey ?? (isSearch ? null : undefined),
    components: fields.components?.map(({ name }) => name),
    sprintChanges:
      item.changes && item.sprintIds
        ? sprintChangesOf({
            createdAt: fields.created,
            sprintIds: item.sprintIds,
            changes: item.changes,
          })
        : undefined,
    transitions,
  };
}

function transitionsIn(item: Item): IssueFact['transitions'] {
  const { changes, statusCategories = {}, issue } = item;
  const { status, created } = issue.fields;
  if (!changes) return undefined;
  return transitionsOf({
    createdAt: created,
    status,
    changes,
    categoryOf: id => {
      const key =
        id === status.id ? status.statusCategory.key : statusCategories[id];
      return key && statusCategoryOf(key);
    },
  });
}

/** When Jira resolved it; where a workflow sets no resolution, when it last became done. */
function closedAtOf(
  item: Item,
  transitions: IssueFact['transitions'],
): string | null | undefined {
  const { status, resolutiondate } = item.issue.fields;
  if (statusCategoryOf(status.statusCategory.key) !== 'done') return null;
  if (resolutiondate) return resolutiondate;
  const openUntil = transitions?.findLastIndex(
    ({ toCategory }) => toCategory !== 'done',
  );
  return openUntil === undefined
    ? undefined
    : transitions?.at(openUntil + 1)?.at;
}

/** Below nothing there is no estimate. */
function estimateOf(estimate: number | null | undefined) {
  return typeof estimate === 'number' && estimate < 0 ? undefined : estimate;
}
