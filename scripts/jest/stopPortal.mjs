/** Jest's globalTeardown beside startPortal. */
export default async function stopTestPortal() {
  for (const step of (globalThis.portalEndSteps ?? []).reverse()) await step();
}
