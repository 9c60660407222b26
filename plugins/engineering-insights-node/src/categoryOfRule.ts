import type { FindingCategory } from '@sei-platform/plugin-engineering-insights-common';

/** What the tags of a scanner's rule say of what it is about, the gravest first. */
const BY_TAG: readonly (readonly [string, FindingCategory])[] = [
  ['security', 'vulnerability'],
  ['correctness', 'bug'],
  ['reliability', 'bug'],
  ['maintainability', 'maintainability'],
];

/**
 * What a rule of a scanner that speaks SARIF is about. A security severity is
 * given to rules about security alone, and so are the weaknesses that they name.
 */
export function categoryOfRule(rule: {
  readonly tags: readonly string[];
  readonly hasSecuritySeverity: boolean;
  /** CWE, CVE and GHSA. */
  readonly identifiers: readonly string[];
}): FindingCategory {
  const { hasSecuritySeverity, identifiers } = rule;
  if (hasSecuritySeverity || identifiers.length > 0) return 'vulnerability';
  const tags = new Set(rule.tags.map(tag => tag.toLowerCase()));
  return BY_TAG.find(([tag]) => tags.has(tag))?.[1] ?? 'unknown';
}
