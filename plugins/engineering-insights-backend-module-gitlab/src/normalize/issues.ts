import type { JsonValue } from '@backstage/types';
import type {
  IncidentFact,
  IssueFact,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { accountSchema, identityOf } from './identity';
import { instant } from './instant';

const issueSchema = z.object({
  key: z.string(),
  title: z.string(),
  state: z.enum(['opened', 'closed']),
  issue_type: z.string().nullish(),
  severity: z.string().nullish(),
  created_at: instant,
  updated_at: instant,
  closed_at: instant.nullish(),
  labels: z.array(z.string()).optional(),
  weight: z.number().nullish(),
  web_url: z.string().optional(),
  assignee: accountSchema,
});

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  issue: issueSchema,
});

type Issue = z.infer<typeof issueSchema>;

const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

/** GitLab's incidents are issues of a type of their own, and no work that a team plans. */
export function normalizeIssue(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ issue }) => ({
    result: 'ok',
    facts: [
      issue.issue_type === 'incident' ? incidentOf(issue) : issueOf(issue),
    ],
  }));
}

function incidentOf(issue: Issue): IncidentFact {
  return {
    kind: 'incident',
    externalId: issue.key,
    sourceUpdatedAt: issue.updated_at,
    url: issue.web_url,
    title: issue.title,
    severity: SEVERITY[issue.severity?.toLowerCase() ?? ''] ?? 'unknown',
    sourceSeverity: issue.severity,
    openedAt: issue.created_at,
    resolvedAt: resolvedAt(issue),
  };
}

function issueOf(issue: Issue): IssueFact {
  return {
    kind: 'issue',
    externalId: issue.key,
    sourceUpdatedAt: issue.updated_at,
    url: issue.web_url,
    title: issue.title,
    // What else an issue is, labels say, and what they mean is for a policy.
    type: issue.issue_type === 'task' ? 'subtask' : 'other',
    sourceType: issue.issue_type,
    statusCategory: issue.state === 'closed' ? 'done' : 'todo',
    sourceStatus: issue.state,
    createdAt: issue.created_at,
    closedAt: resolvedAt(issue),
    assignee: identityOf(issue.assignee),
    estimate: issue.weight,
    labels: issue.labels,
  };
}

/** Of one that was opened again GitLab forgets when it was closed, and so do we. */
function resolvedAt(issue: Issue): string | null | undefined {
  return issue.state === 'closed' ? issue.closed_at ?? undefined : null;
}
