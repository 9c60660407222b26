import { DAY, HOUR, MINUTE } from './time';

/** Every team plans two weeks at a time. */
export const SPRINT_LENGTH = 14 * DAY;

/** The Monday of the first sprint, before every history. */
export const FIRST_SPRINT_DAY = Date.UTC(2024, 0, 1) / 1000;

/** How long after that midnight the last sprint is closed, the next one planned, and begun. */
export const SPRINT_MORNING = {
  closes: 7 * HOUR + 30 * MINUTE,
  isPlanned: 8 * HOUR,
  begins: 9 * HOUR,
} as const;

/** The midnight that begins the day on which the next sprint is planned. */
export function nextPlanningDay(at: number): number {
  const isPlannedAt = FIRST_SPRINT_DAY + SPRINT_MORNING.isPlanned;
  const sprints = Math.ceil((at - isPlannedAt) / SPRINT_LENGTH);
  return FIRST_SPRINT_DAY + sprints * SPRINT_LENGTH;
}
