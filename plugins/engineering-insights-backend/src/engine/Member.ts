import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';

/**
 * A component that counts for an entity that is asked for, and when: itself
 * for a component; for a system, domain or group what it had, and while it had it;
 * of groups also these themselves.
 */
export interface Member extends MetricWindow {
  readonly targetId: number;
  readonly entityId: number;
  /** A group itself, whose boards are nobody else's. */
  readonly isGroup: boolean;
  /** Index into the periods that are asked for together. */
  readonly periodNo: number;
}
