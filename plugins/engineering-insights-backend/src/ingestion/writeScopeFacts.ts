import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { writeFacts } from '../database/operations/facts/writeFacts';
import { DEFAULT_PRIVACY, type PrivacyRules } from '../privacy/PrivacyRules';

/** Writes facts and marks whatever entity reads their scope, from the first touched instant on. Returns how many were new or changed. */
export async function writeScopeFacts(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly facts: readonly Fact[];
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
}): Promise<number> {
  const { knex, scopeId, facts, privacy = DEFAULT_PRIVACY } = options;
  const { writtenCount, touchedFromAt } = await writeFacts({
    ...options,
    facts: facts.map(fact => withRedactedTitle(fact, privacy)),
  });
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

// A title may be made of what holds no title, such as the name of a channel.
function withRedactedTitle(fact: Fact, { redact }: PrivacyRules): Fact {
  return 'title' in fact && typeof fact.title === 'string'
    ? { ...fact, title: redact(fact.title) }
    : fact;
}
