import { isPreparingRefused } from '../database/prepared';

// Postgres: deadlock detected, could not serialize.
const CONFLICTS: readonly unknown[] = ['40P01', '40001'];
const ATTEMPTS = 4;

/** Runs a transaction again that lost against another one, or whose connection refuses prepared queries. */
export async function retryConflicts<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const isConflict =
        error instanceof Error &&
        'code' in error &&
        CONFLICTS.includes(error.code);
      const isToRepeat = isConflict || isPreparingRefused(error);
      if (!isToRepeat || attempt === ATTEMPTS) throw error;
    }
  }
}
