import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  WebhookDelivery,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { scopeIdOf } from './jiraScope';
import { objectOf, projectIssue } from './projectIssue';
import { scopeIdsOfIssue } from './scopeIdsOfIssue';

/** Jira's webhooks, verified by the secret of one site. */
export function jiraWebhook(secret: string): NonNullable<Connector['webhook']> {
  return {
    topic: 'jira',
    verify({ body, headers }) {
      const signature = headers['x-hub-signature'];
      if (!signature) {
        return {
          isVerified: false,
          reason: 'the header X-Hub-Signature is missing',
        };
      }
      const expected = `sha256=${createHmac('sha256', secret)
        .update(body)
        .digest('hex')}`;
      if (!isEqualInConstantTime(signature, expected)) {
        return {
          isVerified: false,
          reason: 'X-Hub-Signature does not match the body',
        };
      }
      // The same for each try to deliver an event.
      const deliveryId = headers['x-atlassian-webhook-identifier'];
      return { isVerified: true, ...(deliveryId && { deliveryId }) };
    },
    toItems,
    keep,
    changedStreams,
  };
}

function isEqualInConstantTime(left: string, right: string) {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}

const ISSUE_EVENTS: ReadonlySet<string> = new Set([
  'jira:issue_created',
  'jira:issue_updated',
]);
const SPRINT_EVENT = /^sprint_(created|updated|started|closed|deleted)$/;

/**
 * The issue as it is now. A delivery has the last changes alone, and what an
 * item tells of changes replaces what was known, so they are left out here and
 * read from Jira.
 */
function toItems({ body }: WebhookDelivery): readonly WebhookItem[] {
  const issue = issueOf(body);
  if (!issue) return [];
  const item = { from: 'webhook', issue: projectIssue(issue) };
  return scopeIdsOfIssue(issue).map(externalId => ({
    scope: { externalId },
    stream: 'issues',
    item,
  }));
}

/** All but the texts of people, of which an issue's description is one. */
function keep({ body }: WebhookDelivery): JsonObject {
  const { webhookEvent, sprint } = body;
  const issue = issueOf(body);
  if (!issue) {
    const board = objectOf(sprint)?.originBoardId;
    return { webhookEvent, ...(board && { sprint: { originBoardId: board } }) };
  }
  const projected = projectIssue(issue);
  return {
    webhookEvent,
    issue: {
      ...projected,
      fields: {
        ...objectOf(projected.fields),
        project: { key: objectOf(issue.fields.project)?.key },
      },
    },
  };
}

/** What is to be read from Jira, as a delivery does not tell all of it. */
function changedStreams({ body }: WebhookDelivery) {
  const issue = issueOf(body);
  if (issue) {
    return scopeIdsOfIssue(issue).map(externalId => ({
      scope: { externalId },
      streams: ['issues'],
    }));
  }
  // Of a sprint Jira names the board and no project, whose scope is read in its turn.
  const boardId = sprintBoardOf(body);
  return boardId === undefined
    ? []
    : [
        {
          scope: { externalId: scopeIdOf({ kind: 'board', boardId }) },
          streams: ['sprints'],
        },
      ];
}

function issueOf(
  body: JsonObject,
): { id: string; key: string; fields: JsonObject } | undefined {
  const { webhookEvent } = body;
  if (typeof webhookEvent !== 'string' || !ISSUE_EVENTS.has(webhookEvent))
    return undefined;
  const issue = objectOf(body.issue);
  const fields = objectOf(issue?.fields);
  return typeof issue?.id === 'string' &&
    typeof issue.key === 'string' &&
    fields
    ? { id: issue.id, key: issue.key, fields }
    : undefined;
}

function sprintBoardOf(body: JsonObject): string | undefined {
  const { webhookEvent } = body;
  if (typeof webhookEvent !== 'string' || !SPRINT_EVENT.test(webhookEvent))
    return undefined;
  const boardId = objectOf(body.sprint)?.originBoardId;
  return typeof boardId === 'number' ? String(boardId) : undefined;
}
