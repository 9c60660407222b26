/** All times of the simulation are whole seconds since 1970, UTC. */
export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86400;
export const WEEK = 7 * DAY;

export function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

export function fromIso(text: string): number {
  return Math.floor(Date.parse(text) / 1000);
}

/** `2026-11-22` */
export function dayOf(seconds: number): string {
  return toIso(seconds).slice(0, 10);
}

export function startOfDay(seconds: number): number {
  return Math.floor(seconds / DAY) * DAY;
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(seconds: number): number {
  // 1970-01-01 was a Thursday.
  return ((Math.floor(seconds / DAY) + 3) % 7) + 1;
}
