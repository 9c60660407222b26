import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** The states of those findings of a scope that are known, by their external ids. */
export async function readFindingStates(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly externalIds: readonly string[];
}): Promise<Map<string, FindingFact['state']>> {
  const { knex, scopeId, externalIds } = options;
  if (externalIds.length === 0) return new Map();
  const rows: { externalId: string; state: FindingFact['state'] }[] =
    await knex('findings')
      .select({ externalId: 'external_id', state: 'state' })
      .where('scope_id', scopeId)
      .whereRaw('external_id = any(:externalIds)', { externalIds });
  return new Map(rows.map(({ externalId, state }) => [externalId, state]));
}
