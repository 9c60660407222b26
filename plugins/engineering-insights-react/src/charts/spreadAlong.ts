/** 0, 1, −1, 2, −2 and so on. */
function levelsOf(count: number): readonly number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.ceil(index / 2) * (index % 2 === 1 ? 1 : -1) || 0,
  );
}

export interface SpreadOptions {
  /** How far apart marks of one level are at least. */
  readonly spacing: number;
  /** How many levels there is room for. */
  readonly levelCount: number;
}

/**
 * For each position along a line, in order from one end, a level beside it: 0 in the middle, then 1, −1 and so on, so
 * that neighbours do not cover each other; where none is free, the one that covers least.
 */
export function spreadAlong(
  positions: readonly number[],
  { spacing, levelCount }: SpreadOptions,
): number[] {
  const levels = levelsOf(levelCount);
  const last = new Map<number, number>();
  return positions.map(position => {
    const distance = (level: number) => {
      const before = last.get(level);
      return before === undefined ? Infinity : Math.abs(position - before);
    };
    const level =
      levels.find(candidate => distance(candidate) >= spacing) ??
      levels.reduce((a, b) => (distance(b) > distance(a) ? b : a));
    last.set(level, position);
    return level;
  });
}
