/** The day of UTC, "2026-11-22", that an instant falls on. */
export function dayOf(instant: string | number | Date): string {
  return new Date(instant).toISOString().slice(0, 10);
}
