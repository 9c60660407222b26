import { DateTime } from 'luxon';

const utc = (at: number) => DateTime.fromMillis(at, { zone: 'utc' });

/** Half-open, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const isWithin = ({ from, to }: Span, at: number | undefined) =>
  at !== undefined && from <= at && at < to;

/** `2020-01-31` */
export const dayOf = (at: number) => utc(at).toISODate()!;

/** The months of a span as DevLake labels them: `20/01`. */
export const monthOf = (at: number) => utc(at).toFormat('yy/MM');

/** The week from Monday on: `12/30 - 01/05`. */
export function weekOf(at: number): string {
  const monday = utc(at).startOf('week');
  return `${monday.toFormat('MM/dd')} - ${monday
    .plus({ days: 6 })
    .toFormat('MM/dd')}`;
}

/** Each day of a span. */
export function daysOf({ from, to }: Span): number[] {
  const days = [];
  for (let day = utc(from); day.toMillis() < to; day = day.plus({ days: 1 }))
    days.push(day.toMillis());
  return days;
}

/** The labels of a span in their order. */
export const labelsOf = (span: Span, labelOf: (at: number) => string) => [
  ...new Set(daysOf(span).map(labelOf)),
];
