import type { JsonValue } from '@backstage/types';
import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instantSchema } from '../instants';
import { categoryOf } from './categoryOf';
import { identifiersOf } from './identifiersOf';
import { locationOf } from './locationOf';
import { packageOf } from './packageOf';
import { severityOf } from './severityOf';

const issueSchema = z.object({
  key: z.string(),
  project: z.string(),
  component: z.string(),
  rule: z.string(),
  externalRuleEngine: z.string().nullish(),
  message: z.string().default(''),
  status: z.string(),
  resolution: z.string().nullish(),
  issueStatus: z.string().nullish(),
  type: z.string().nullish(),
  severity: z.string().nullish(),
  impacts: z
    .array(z.object({ softwareQuality: z.string(), severity: z.string() }))
    .nullish(),
  line: z.number().nullish(),
  tags: z.array(z.string()).nullish(),
  creationDate: instantSchema,
  closeDate: instantSchema.nullish(),
});
type Issue = z.infer<typeof issueSchema>;
type State = FindingFact['state'];

const itemSchema = z.object({ issue: issueSchema });

/** Since 10.4. */
const BY_ISSUE_STATUS: Readonly<Record<string, State | undefined>> = {
  OPEN: 'open',
  CONFIRMED: 'open',
  IN_SANDBOX: 'open',
  FALSE_POSITIVE: 'dismissed',
  ACCEPTED: 'dismissed',
  FIXED: 'fixed',
};
const BY_STATUS: Readonly<Record<string, State | undefined>> = {
  OPEN: 'open',
  REOPENED: 'open',
  CONFIRMED: 'open',
  // The code or the rule is gone, too.
  CLOSED: 'fixed',
};
/** Of the status RESOLVED, which a person sets. */
const BY_RESOLUTION: Readonly<Record<string, State | undefined>> = {
  FIXED: 'fixed',
  REMOVED: 'fixed',
  'FALSE-POSITIVE': 'dismissed',
  WONTFIX: 'dismissed',
};

/** Makes a finding of an issue; `siteUrl` is where people see it. */
export function normalizeIssue(
  item: JsonValue,
  { siteUrl }: { siteUrl: string },
): NormalizeResult {
  return parseItem(itemSchema, item, ({ issue }) => {
    const state = stateOf(issue);
    if (!state) {
      const words = [issue.issueStatus, issue.status, issue.resolution];
      return {
        result: 'invalid',
        reason: `issue.status: ${words.filter(Boolean).join(' ')} is not known`,
      };
    }
    const fact: FindingFact = {
      kind: 'finding',
      externalId: issue.key,
      url: `${siteUrl}/project/issues?${new URLSearchParams({
        id: issue.project,
        issues: issue.key,
        open: issue.key,
      })}`,
      tool: issue.externalRuleEngine ?? 'SonarQube',
      rule: issue.rule,
      title: issue.message,
      ...severityOf(issue),
      ...categoryOf(issue),
      state,
      firstSeenAt: issue.creationDate,
      // Who says that it is fixed tells no time; the next analysis closes it.
      fixedAt: state === 'fixed' ? issue.closeDate : null,
      location: locationOf(issue),
      identifiers: identifiersOf(issue),
      package: packageOf(issue),
    };
    return { result: 'ok', facts: [fact] };
  });
}

function stateOf({
  issueStatus,
  status,
  resolution,
}: Issue): State | undefined {
  return (
    BY_ISSUE_STATUS[issueStatus ?? ''] ??
    BY_STATUS[status] ??
    (status === 'RESOLVED' ? BY_RESOLUTION[resolution ?? ''] : undefined)
  );
}
