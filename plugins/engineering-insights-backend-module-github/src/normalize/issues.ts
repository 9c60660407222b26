import type { JsonValue } from '@backstage/types';
import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import {
  graphqlActorSchema,
  graphqlIdentityOf,
  restIdentityOf,
  restUserSchema,
} from './identity';
import { issueTypeOf } from './issueType';
import { nodesSchema } from './nodesSchema';
import { transitionsOf } from './issueTransitions';

const typeSchema = z.object({ name: z.string() }).nullish();

const graphqlIssueSchema = z.object({
  number: z.number(),
  url: z.string().optional(),
  title: z.string(),
  state: z.enum(['OPEN', 'CLOSED']),
  stateReason: z.string().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
  closedAt: z.string().nullish(),
  issueType: typeSchema,
  parent: z
    .object({
      number: z.number(),
      repository: z.object({ nameWithOwner: z.string() }),
    })
    .nullish(),
  labels: nodesSchema(z.object({ name: z.string() })),
  assignees: nodesSchema(graphqlActorSchema),
  timelineItems: z
    .object({
      pageInfo: z.object({ hasNextPage: z.boolean() }),
      nodes: z.array(
        z.object({
          __typename: z.enum(['ClosedEvent', 'ReopenedEvent']),
          createdAt: z.string(),
          stateReason: z.string().nullish(),
        }),
      ),
    })
    .optional(),
});

const restIssueSchema = z.object({
  number: z.number(),
  html_url: z.string().optional(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  state_reason: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  type: typeSchema,
  labels: z.array(z.object({ name: z.string() })).optional(),
  assignee: restUserSchema,
});

/** An issue as a query reads it, or as a webhook names it. */
const itemSchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('graphql'),
    /** The repository as GitHub spells it: `Acme/Payments`. */
    repository: z.string(),
    issue: graphqlIssueSchema,
  }),
  z.object({
    from: z.literal('webhook'),
    repository: z.string(),
    issue: restIssueSchema,
    /** The key of the issue that it became or ceased to be a part of; absent where nothing is said of one. */
    parentKey: z.string().nullish(),
  }),
]);

export function normalizeIssue(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, value => ({
    result: 'ok',
    facts: [
      value.from === 'graphql'
        ? fromGraphql(value.issue, value.repository)
        : {
            ...fromRest(value.issue, value.repository),
            parentKey: value.parentKey,
          },
    ],
  }));
}

/** As a pull request names an issue that it closes. */
export function issueKeyOf(repository: string, number: number): string {
  return `${repository}#${number}`;
}

function fromGraphql(
  value: z.infer<typeof graphqlIssueSchema>,
  repository: string,
): IssueFact {
  const { parent, timelineItems } = value;
  const labels = value.labels?.map(({ name }) => name);
  return {
    kind: 'issue',
    externalId: String(value.number),
    sourceUpdatedAt: value.updatedAt,
    key: issueKeyOf(repository, value.number),
    url: value.url,
    title: value.title,
    ...issueTypeOf({ type: value.issueType, labels }),
    statusCategory: value.state === 'OPEN' ? 'todo' : 'done',
    sourceStatus: statusOf(value.state, value.stateReason),
    createdAt: value.createdAt,
    closedAt: closedAtOf(value.state, value.closedAt),
    assignee: value.assignees && (assigneeOf(value.assignees) ?? null),
    labels,
    parentKey: parent
      ? issueKeyOf(parent.repository.nameWithOwner, parent.number)
      : parent,
    // Of one that was closed and opened more often than a page holds, not all is known.
    transitions:
      timelineItems && !timelineItems.pageInfo.hasNextPage
        ? transitionsOf({
            createdAt: value.createdAt,
            events: timelineItems.nodes,
          })
        : undefined,
  };
}

/** A webhook knows no transitions, and rarely a parent. */
function fromRest(
  value: z.infer<typeof restIssueSchema>,
  repository: string,
): IssueFact {
  const labels = value.labels?.map(({ name }) => name);
  return {
    kind: 'issue',
    externalId: String(value.number),
    sourceUpdatedAt: value.updated_at,
    key: issueKeyOf(repository, value.number),
    url: value.html_url,
    title: value.title,
    ...issueTypeOf({ type: value.type, labels }),
    statusCategory: value.state === 'open' ? 'todo' : 'done',
    sourceStatus: statusOf(value.state, value.state_reason),
    createdAt: value.created_at,
    closedAt: closedAtOf(value.state, value.closed_at),
    assignee:
      value.assignee === undefined
        ? undefined
        : restIdentityOf(value.assignee) ?? null,
    labels,
  };
}

/** Why it is open or closed, where GitHub tells, in the words that REST and GraphQL share but for their case. */
function statusOf(state: string, reason: string | null | undefined): string {
  return (reason ?? state).toLowerCase();
}

function closedAtOf(
  state: string,
  closedAt: string | null | undefined,
): string | null | undefined {
  return state.toLowerCase() === 'closed' ? closedAt ?? undefined : null;
}

function assigneeOf(assignees: readonly z.infer<typeof graphqlActorSchema>[]) {
  return graphqlIdentityOf(assignees[0]);
}
