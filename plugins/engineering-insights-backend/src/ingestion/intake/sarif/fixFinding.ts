import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';

/** Says of a finding that it is fixed, and else only what no fact may lack. */
export function fixFinding(finding: FindingFact, at: string): FindingFact {
  const { kind, externalId, tool, rule, title, severity, firstSeenAt } =
    finding;
  return {
    kind,
    externalId,
    sourceUpdatedAt: at,
    tool,
    rule,
    title,
    severity,
    state: 'fixed',
    firstSeenAt,
    fixedAt: at,
  };
}
