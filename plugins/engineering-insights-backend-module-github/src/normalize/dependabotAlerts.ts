import type { JsonValue } from '@backstage/types';
import type {
  FindingFact,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
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
    state: z.string(),
    fixed_at: optionalInstant,
    dismissed_at: optionalInstant,
    auto_dismissed_at: optionalInstant,
    dependency: z.object({
      package: z.object({ name: z.string() }),
      manifest_path: z.string().nullish(),
    }),
    security_advisory: z.object({
      ghsa_id: z.string(),
      summary: z.string(),
      severity: z.string(),
      identifiers: z.array(z.object({ value: z.string() })).nullish(),
      cwes: z.array(z.object({ cwe_id: z.string() })).nullish(),
    }),
    security_vulnerability: z
      .object({
        severity: z.string().nullish(),
        first_patched_version: z.object({ identifier: z.string() }).nullish(),
      })
      .nullish(),
  }),
});

const STATE: Readonly<Record<string, FindingFact['state'] | undefined>> = {
  open: 'open',
  fixed: 'fixed',
  dismissed: 'dismissed',
  auto_dismissed: 'dismissed',
};

const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
};

export function normalizeDependabotAlert(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ alert }) => {
    const state = STATE[alert.state];
    if (!state) {
      return {
        result: 'invalid',
        reason: `alert.state: ${alert.state} is not known`,
      };
    }
    const { dependency, security_advisory: advisory } = alert;
    const vulnerability = alert.security_vulnerability;
    // One advisory may be worse for one range of versions than for another.
    const sourceSeverity = vulnerability?.severity ?? advisory.severity;
    const fact: FindingFact = {
      kind: 'finding',
      externalId: alertExternalId('dependabot', alert),
      sourceUpdatedAt: latestOf(
        alert.updated_at,
        alert.fixed_at,
        alert.dismissed_at,
        alert.auto_dismissed_at,
        alert.created_at,
      ),
      url: alert.html_url,
      tool: 'Dependabot',
      rule: advisory.ghsa_id,
      title: advisory.summary,
      severity: SEVERITY[sourceSeverity] ?? 'unknown',
      sourceSeverity,
      category: 'dependency',
      sourceCategory: 'dependabot',
      state,
      firstSeenAt: alert.created_at,
      fixedAt: state === 'fixed' ? alert.fixed_at : null,
      dismissedAt:
        state === 'dismissed'
          ? alert.dismissed_at ?? alert.auto_dismissed_at
          : null,
      location: dependency.manifest_path
        ? { path: dependency.manifest_path }
        : undefined,
      identifiers: identifiersOf([
        ...(advisory.identifiers ?? []).map(({ value }) => value),
        ...(advisory.cwes ?? []).map(cwe => cwe.cwe_id),
      ]),
      package: {
        name: dependency.package.name,
        fixedIn: vulnerability?.first_patched_version?.identifier,
      },
    };
    return { result: 'ok', facts: [fact] };
  });
}
