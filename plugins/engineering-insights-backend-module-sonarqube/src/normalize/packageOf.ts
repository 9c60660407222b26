import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';

/** The rule of the Dependency-Check plugin, which names the package in its message alone. */
export const DEPENDENCY_CHECK = 'OWASP:UsingComponentWithKnownVulnerability';
const FILE_NAME = /^Filename: (?<name>[^|]+?)(?::(?<version>[^:|\s]+))?\s*\|/;

/** The package that a vulnerability is in. */
export function packageOf(issue: {
  rule: string;
  message: string;
}): FindingFact['package'] {
  if (issue.rule !== DEPENDENCY_CHECK) return undefined;
  const { name, version } = FILE_NAME.exec(issue.message)?.groups ?? {};
  return name ? { name, version } : undefined;
}
