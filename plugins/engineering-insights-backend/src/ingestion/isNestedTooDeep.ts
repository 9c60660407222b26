/** Sources nest some twenty levels; what walks through a body calls itself for each, and has room for thousands. */
export const MOST_LEVELS = 200;

/** Whether a value holds lists and objects in each other so deep that nobody means it. */
export function isNestedTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap(each =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
  }
  return false;
}
