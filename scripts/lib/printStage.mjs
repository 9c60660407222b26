/** Runs one stage of a start and prints one line about it. */
export async function printStage(name, work) {
  const startedAt = performance.now();
  const result = await work();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${name.padEnd(12)} ready in ${seconds} s`);
  return result;
}
