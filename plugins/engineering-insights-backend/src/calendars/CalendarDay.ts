/** One day of a calendar, as its table keeps it. */
export interface CalendarDay {
  /** 2026-12-24 */
  readonly day: string;
  /** ISO 8601: when work begins; of a free day its own beginning. */
  readonly startsAt: string;
  /** ISO 8601: `startsAt` of a free day. */
  readonly endsAt: string;
  /** Working seconds from the first day until `startsAt`; null of the day from which on nothing is known. */
  readonly secondsBefore: number | null;
}
