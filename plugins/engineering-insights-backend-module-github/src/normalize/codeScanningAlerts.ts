import type { JsonValue } from '@backstage/types';
import type {
  FindingFact,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  categoryOfRule,
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import {
  alertExternalId,
  alertFields,
  identifiersOf,
  latestOf,
  optionalInstant,
} from './alerts';

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  alert: z.object({
    ...alertFields,
    state: z.enum(['open', 'dismissed', 'fixed']),
    fixed_at: optionalInstant,
    dismissed_at: optionalInstant,
    rule: z.object({
      id: z.string().nullish(),
      name: z.string().nullish(),
      description: z.string().nullish(),
      severity: z.string().nullish(),
      security_severity_level: z.string().nullish(),
      tags: z.array(z.string()).nullish(),
    }),
    tool: z.object({ name: z.string() }),
    location: z
      .object({ path: z.string(), start_line: z.number().nullish() })
      .nullish(),
  }),
});

type Rule = z.infer<typeof itemSchema>['alert']['rule'];

/** Of a rule about security, else what SARIF calls its level. */
const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  error: 'high',
  warning: 'medium',
  note: 'low',
};

const CWE_TAG = /^external\/cwe\/(cwe-\d+)$/i;

export function normalizeCodeScanningAlert(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ alert }) => {
    const { rule, state, location } = alert;
    const sourceSeverity = rule.security_severity_level ?? rule.severity;
    const tags = rule.tags ?? [];
    const identifiers = identifiersOf(
      tags.flatMap(tag => CWE_TAG.exec(tag)?.[1] ?? []),
    );
    const fact: FindingFact = {
      kind: 'finding',
      externalId: alertExternalId('code-scanning', alert),
      sourceUpdatedAt: latestOf(
        alert.updated_at,
        alert.fixed_at,
        alert.dismissed_at,
        alert.created_at,
      ),
      url: alert.html_url,
      tool: alert.tool.name,
      rule: ruleOf(rule),
      title: rule.description || ruleOf(rule),
      severity: SEVERITY[sourceSeverity ?? ''] ?? 'unknown',
      sourceSeverity,
      category: categoryOfRule({
        tags,
        identifiers,
        hasSecuritySeverity: Boolean(rule.security_severity_level),
      }),
      sourceCategory: tags.length > 0 ? tags.join(', ') : undefined,
      state,
      firstSeenAt: alert.created_at,
      fixedAt: state === 'fixed' ? alert.fixed_at : null,
      dismissedAt: state === 'dismissed' ? alert.dismissed_at : null,
      location: location
        ? { path: location.path, line: location.start_line }
        : undefined,
      identifiers,
    };
    return { result: 'ok', facts: [fact] };
  });
}

function ruleOf({ id, name, description }: Rule): string {
  return id || name || description || 'unknown';
}
