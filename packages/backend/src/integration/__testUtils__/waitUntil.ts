import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_MS = 150_000;
const PAUSE_MS = 100;

/** Asks until there is an answer, and fails where none comes. */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  longestMs = LONGEST_WAIT_MS,
): Promise<T> {
  const end = Date.now() + longestMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) {
      throw new Error(`It did not come to pass that ${what}.`);
    }
    await sleep(PAUSE_MS);
  }
}
