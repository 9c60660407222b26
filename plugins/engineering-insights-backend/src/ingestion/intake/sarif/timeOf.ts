import type { SarifRun } from './sarifSchema';

/** When a run ended, or at least began, ISO 8601; undefined where it does not say. */
export function timeOf({ invocations }: SarifRun): string | undefined {
  const times = (invocations ?? []).flatMap(
    ({ endTimeUtc, startTimeUtc }) => endTimeUtc ?? startTimeUtc ?? [],
  );
  return times.length === 0
    ? undefined
    : new Date(Math.max(...times.map(Date.parse))).toISOString();
}
