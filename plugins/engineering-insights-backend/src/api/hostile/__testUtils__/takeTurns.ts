/** Some of a list at a time, so that each comes as often as the others: not everything has to be sent everywhere. */
export function takeTurns<T>(
  list: readonly T[],
  count: number,
): () => readonly T[] {
  let next = 0;
  return () => {
    const taken = Array.from(
      { length: count },
      (_, index) => list[(next + index) % list.length],
    );
    next += count;
    return taken;
  };
}
