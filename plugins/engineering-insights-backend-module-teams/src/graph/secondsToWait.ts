/** Where Microsoft does not say how long. */
const UNTOLD_SECONDS = 30;

/** How long an answer asks to wait. */
export function secondsToWait(headers: Headers): number {
  const told = headers.get('retry-after')?.trim() ?? '';
  return Math.max(1, /^\d+$/.test(told) ? Number(told) : UNTOLD_SECONDS);
}
