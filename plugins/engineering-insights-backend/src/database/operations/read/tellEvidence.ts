import type { Evidence } from '@sei-platform/plugin-engineering-insights-common';

/** Evidence as it is told. What deriving keeps beside it, such as keys, is for deriving. */
export function tellEvidence(
  evidence: readonly Evidence[] | null | undefined,
): Evidence[] {
  return (evidence ?? []).map(({ kind, confidence, title, url }) => ({
    kind,
    confidence,
    title,
    ...(url !== undefined && { url }),
  }));
}
