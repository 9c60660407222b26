const IDENTIFIER = /\b(?:CVE-\d{4}-\d{4,}|CWE-\d+|GHSA(?:-[a-z0-9]{4}){3})\b/gi;

/**
 * The weaknesses and vulnerabilities that a finding names: in its rule and its
 * message, as imported reports do, and in its tags. `CWE-79`, `CVE-2024-1234`.
 */
export function identifiersOf(finding: {
  rule: string;
  message: string;
  tags?: readonly string[] | null;
}): string[] {
  const { rule, message, tags } = finding;
  const found = [rule, message, ...(tags ?? [])].flatMap(
    text => text.match(IDENTIFIER) ?? [],
  );
  return [...new Set(found.map(canonical))];
}

/** GitHub's advisories are written in small letters behind their name. */
function canonical(identifier: string): string {
  const upper = identifier.toUpperCase();
  return upper.startsWith('GHSA-')
    ? `GHSA${identifier.slice(4).toLowerCase()}`
    : upper;
}
