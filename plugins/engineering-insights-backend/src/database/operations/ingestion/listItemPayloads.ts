import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import type { ListedPayload } from './listPayloads';

/** Lists all that is still kept of some items of a stream, oldest first. */
export async function listItemPayloads(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly stream: string;
  readonly externalIds: readonly string[];
  /** ISO 8601. Only what its source changed since, or that came since where the source does not say, and what came together with it. */
  readonly changedAfter?: string;
}): Promise<ListedPayload[]> {
  const { knex, scopeId, stream, externalIds, changedAfter } = options;
  const rows: {
    id: string;
    externalId: string;
    observedAt: Date;
    body: JsonValue;
  }[] = await knex('payloads')
    .select({
      id: 'id',
      externalId: 'external_id',
      observedAt: 'observed_at',
      body: 'body',
    })
    .where({ scope_id: scopeId, stream })
    .whereRaw('external_id = any(:externalIds)', { externalIds })
    .modify(query => {
      if (changedAfter) {
        query.whereRaw(
          `observed_at in (
             select later.observed_at
             from payloads as later
             where later.scope_id = :scopeId and later.stream = :stream
               and later.external_id = any(:externalIds)
               and coalesce(later.source_updated_at, later.observed_at) > :after
           )`,
          { scopeId, stream, externalIds, after: changedAfter },
        );
      }
    })
    .orderBy('id');
  return rows.map(row => ({
    ...row,
    observedAt: row.observedAt.toISOString(),
  }));
}
