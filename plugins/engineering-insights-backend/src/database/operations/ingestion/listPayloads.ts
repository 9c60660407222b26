import type { JsonValue } from '@backstage/types';
import type { Knex } from 'knex';

export interface ListedPayload {
  readonly id: string;
  readonly externalId: string;
  readonly updatedAt?: string;
  readonly observedAt: string;
  readonly body: JsonValue;
}

/** Lists the payloads of a stream, newest first. */
export async function listPayloads(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly stream: string;
  /** Only older ones than this id. */
  readonly before?: string;
  readonly limit: number;
}): Promise<ListedPayload[]> {
  const { knex, scopeId, stream, before, limit } = options;
  const rows: {
    id: string;
    external_id: string;
    source_updated_at: Date | null;
    observed_at: Date;
    body: JsonValue;
  }[] = await knex('payloads')
    .where({ scope_id: scopeId, stream })
    .modify(query => {
      if (before !== undefined) query.where('id', '<', before);
    })
    .orderBy('id', 'desc')
    .limit(limit)
    .select('id', 'external_id', 'source_updated_at', 'observed_at', 'body');
  return rows.map(row => ({
    id: row.id,
    externalId: row.external_id,
    ...(row.source_updated_at && {
      updatedAt: row.source_updated_at.toISOString(),
    }),
    observedAt: row.observed_at.toISOString(),
    body: row.body,
  }));
}
