import type { Report } from './Report';

/** From so many on, a report that lacks most of what was open is not believed. */
const SUSPICIOUS_COUNT = 10;

const VOUCH = 'send it with complete=true if it looked at everything';

/**
 * Why a report may not close what it does not name: it failed, it is a part,
 * or it lacks suspiciously much. Undefined where it may. Only the sender can
 * vouch for a report that does not say itself that it is whole.
 */
export function reasonToCloseNone(options: {
  readonly report: Report;
  /** How many findings of the same tool and category were open. */
  readonly openCount: number;
  /** How many of them the report does not name. */
  readonly missingCount: number;
}): string | undefined {
  const { report, openCount, missingCount } = options;
  const { isSuccessful, isComplete, resultCount, invalid } = report;
  if (isSuccessful === false) return 'its run was not successful';
  if (resultCount === undefined) return 'it has no list of results';
  if (invalid.length > 0) return 'some of its results are not valid';
  if (isComplete === false) return 'it was sent with complete=false';
  if (isComplete) return undefined;
  if (!isSuccessful)
    return `it does not say that its run was successful (invocations); ${VOUCH}`;
  if (resultCount === 0) return `it names none at all; ${VOUCH}`;
  return missingCount >= SUSPICIOUS_COUNT && missingCount > openCount / 2
    ? `that is more than half of them; ${VOUCH}`
    : undefined;
}
