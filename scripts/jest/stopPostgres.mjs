/** Jest's globalTeardown beside startPostgres. */
export default async function stopPostgres() {
  await globalThis.stopTestPostgres?.();
}
