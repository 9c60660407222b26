/** Does a part of the work, and says on the standard error how long it took. */
export async function step<T>(
  title: string,
  run: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const result = await run();
  console.error(
    `${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
  );
  return result;
}
