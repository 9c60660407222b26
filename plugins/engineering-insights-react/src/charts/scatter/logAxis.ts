export interface LogAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** Where a value lies, 0 at the lower end and 1 at the upper; what is below the lower end lies on it. */
  readonly shareAt: (value: number) => number;
}

/** A logarithmic axis that begins and ends at ticks, from the last one below the values to the first one above. */
export function logAxis(
  values: readonly number[],
  candidates: readonly number[],
): LogAxis {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const below = candidates.findLastIndex(candidate => candidate <= least);
  const first = Math.min(Math.max(0, below), candidates.length - 2);
  const above = candidates.findIndex(candidate => candidate >= most);
  const last = above < 0 ? candidates.length - 1 : Math.max(above, first + 1);
  const ticks = candidates.slice(first, last + 1);
  const from = ticks[0];
  const to = Math.max(most, ticks[ticks.length - 1]);
  return {
    from,
    to,
    ticks,
    shareAt: value =>
      Math.log(Math.max(value, from) / from) / Math.log(to / from),
  };
}
