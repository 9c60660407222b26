import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** The open findings of a scope whose external ids begin alike and that nothing told of since, as a later fact must tell them again. */
export async function readOpenFindings(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly prefix: string;
  /** ISO 8601. */
  readonly toldBefore: string;
}): Promise<FindingFact[]> {
  const { knex, scopeId, prefix, toldBefore } = options;
  const rows: (Omit<FindingFact, 'kind' | 'firstSeenAt'> & {
    firstSeenAt: Date;
  })[] = await knex('findings')
    .select({
      externalId: 'external_id',
      tool: 'tool',
      rule: 'rule',
      title: 'title',
      severity: 'severity',
      state: 'state',
      firstSeenAt: 'first_seen_at',
    })
    .where({ scope_id: scopeId, state: 'open' })
    .whereNull('deleted_at')
    .whereRaw('starts_with(external_id, :prefix)', { prefix })
    .where('source_updated_at', '<', toldBefore)
    .orderBy('external_id');
  return rows.map(row => ({
    kind: 'finding',
    ...row,
    firstSeenAt: row.firstSeenAt.toISOString(),
  }));
}
