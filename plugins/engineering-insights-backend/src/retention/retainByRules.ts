import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  RETAINED_KINDS,
  retainFacts,
} from '../database/operations/facts/retainFacts';
import type { RetentionRules } from './RetentionRules';

/** Gives up facts that are past the retention of their kind, and says how many. */
export async function retainByRules(options: {
  readonly knex: Knex;
  readonly rules: RetentionRules;
  /** ISO 8601. */
  readonly now: string;
  readonly logger: LoggerService;
  readonly signal?: AbortSignal;
}): Promise<void> {
  const { knex, rules, logger, signal } = options;
  const now = DateTime.fromISO(options.now, { zone: 'utc' });
  // Pull requests first, as a review goes with its own.
  for (const kind of RETAINED_KINDS) {
    const duration = rules[kind];
    if (!duration || signal?.aborted) continue;
    const before = now.minus(duration).toISO()!;
    const { deletedCount, clearedCount } = await retainFacts({
      knex,
      kind,
      before,
      signal,
    });
    if (deletedCount + clearedCount > 0)
      logger.info(
        `Past their retention, ${deletedCount} facts of kind ${kind} were deleted, and of ${clearedCount} that delivery stands on the persons and titles.`,
      );
  }
}
