import type {
  MetricValue,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';

function firstNeed({ parameters: { needs } }: Reason): string | undefined {
  return typeof needs === 'object' ? needs[0] : undefined;
}

/** Whether two reasons are told by the same sentence: what is not connected differs by what is needed. */
function isSame(one: Reason, other: Reason | undefined): boolean {
  return (
    one.code === other?.code &&
    (one.code !== 'notConnected' || firstNeed(one) === firstNeed(other))
  );
}

/** The one reason that all values share, if there is one: then it is said once, with room for the way out. */
export function sharedReason(
  values: readonly (MetricValue | undefined)[],
): Reason | undefined {
  const reasons = values.map(value =>
    value && !('value' in value) ? value.reason : undefined,
  );
  const [first] = reasons;
  return first && reasons.every(reason => isSame(first, reason))
    ? first
    : undefined;
}
