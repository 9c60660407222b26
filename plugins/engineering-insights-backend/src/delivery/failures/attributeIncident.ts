import type { IncidentRow } from '@sei-platform/plugin-engineering-insights-common';
import type { Rollout } from '../rollouts/groupRollouts';
import type { Incident } from './Incident';

type UnlinkedReason = NonNullable<IncidentRow['reason']>;

/** What is made of an incident; `rollout` is an index into the rollouts in their order. */
export type Attribution =
  | {
      readonly attribution: 'linked';
      readonly rollout: number;
      readonly confidence: number;
    }
  | { readonly attribution: 'unlinked'; readonly reason: UnlinkedReason }
  | { readonly attribution: 'notCausedByChange' };

const NAMED = 1;
const OPENED_AFTER = 0.7;

/**
 * Links an incident to the rollout that it names, or else to the latest one
 * that it was opened during or within the window after. In a scope that several
 * entities share it counts only for the one it names; else it waits in triage.
 *
 * The window begins with the finish in the last environment, since until then
 * users met the revision for the first time. The hold-back and the change fail
 * rate wait for the end of the same window.
 */
export function attributeIncident(options: {
  incident: Incident;
  /** In their order. */
  rollouts: readonly Rollout[];
  windowMs: number;
}): Attribution {
  const { incident, rollouts, windowMs } = options;
  if (incident.isNotCausedByChange) return { attribution: 'notCausedByChange' };
  if (incident.named) {
    const { rollout } = incident.named;
    return rollout === undefined
      ? { attribution: 'unlinked', reason: 'unknownDeployment' }
      : { attribution: 'linked', rollout, confidence: NAMED };
  }
  if (incident.isOf !== 'entity') {
    const reason = incident.isOf === 'another' ? 'ofAnother' : 'sharedScope';
    return { attribution: 'unlinked', reason };
  }
  const rollout = rollouts.findLastIndex(
    each =>
      each.startedAt <= incident.openedAt &&
      incident.openedAt < each.lastFinishedAt + windowMs,
  );
  return rollout < 0
    ? { attribution: 'unlinked', reason: 'noDeployment' }
    : { attribution: 'linked', rollout, confidence: OPENED_AFTER };
}
