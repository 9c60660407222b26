import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { writeFacts } from '../database/operations/facts/writeFacts';

/** Writes facts and marks whatever entity reads their scope, from the first touched instant on. Returns how many were new or changed. */
export async function writeScopeFacts(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly facts: readonly Fact[];
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly identitySalt: string;
}): Promise<number> {
  const { knex, scopeId } = options;
  const { writtenCount, touchedFromAt } = await writeFacts(options);
  if (touchedFromAt) {
    await addDirtyMarks({
      knex,
      scopeIds: [scopeId],
      fromAt: touchedFromAt,
      reason: 'facts',
    });
  }
  return writtenCount;
}
