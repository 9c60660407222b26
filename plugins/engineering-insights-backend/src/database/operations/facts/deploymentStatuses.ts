import type { Outcome } from '@sei-platform/plugin-engineering-insights-common';
import type { JsonValue } from '@backstage/types';

/** One status that a deployment went through, in the source's word. */
export type DeploymentStatus = { readonly at: string; readonly state: string };

// A word that is not here, such as inactive or in_progress, ends no deployment.
const TERMINAL: Readonly<Record<string, Outcome>> = {
  success: 'success',
  succeeded: 'success',
  successful: 'success',
  failure: 'failure',
  failed: 'failure',
  error: 'failure',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  skipped: 'cancelled',
};

/** All statuses of both lists, each once, in order. */
export function uniteStatuses(
  known: JsonValue,
  told: JsonValue,
): DeploymentStatus[] {
  const byKey = new Map<string, DeploymentStatus>();
  for (const status of [...asStatuses(known), ...asStatuses(told)]) {
    byKey.set(`${status.at} ${status.state}`, {
      at: status.at,
      state: status.state,
    });
  }
  return [...byKey.keys()].sort().map(key => byKey.get(key)!);
}

/**
 * How and when a deployment ended by its statuses: success if any was, else the
 * last terminal one; it finished with the first of them. Undefined while
 * none is terminal.
 */
export function settleStatuses(
  statuses: JsonValue,
): { outcome: Outcome; finishedAt: string } | undefined {
  const terminal = asStatuses(statuses).flatMap(({ at, state }) => {
    const outcome = TERMINAL[state.toLowerCase()];
    return outcome ? [{ at, outcome }] : [];
  });
  if (terminal.length === 0) return undefined;
  const isSuccess = terminal.some(({ outcome }) => outcome === 'success');
  return {
    outcome: isSuccess ? 'success' : terminal[terminal.length - 1].outcome,
    finishedAt: terminal[0].at,
  };
}

function asStatuses(value: JsonValue): readonly DeploymentStatus[] {
  return (value ?? []) as unknown as readonly DeploymentStatus[];
}
