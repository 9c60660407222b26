const SECRETS: readonly [RegExp, string][] = [
  [/(\/\/)[^/\s@]+@/g, '$1'],
  [/\b(bearer|basic|token)\s+[\w.~+/=-]{8,}/gi, '$1 …'],
  [
    /([?&](?:[\w-]*(?:token|key|secret|signature|password))=)[^&\s"']+/gi,
    '$1…',
  ],
  [
    /\b(?:gh[pousr]|github_pat|glpat|xox[abprs]|sqp|squ|snyk)[_-][\w-]{8,}/g,
    '…',
  ],
  // Only from where a word begins: else a long one is looked through from each of its letters.
  [/(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g, '…'],
];

/** Takes credentials and e-mail addresses out of a text that operators and logs get to see. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce(
    (redacted, [pattern, replacement]) =>
      redacted.replace(pattern, replacement),
    text,
  );
}
