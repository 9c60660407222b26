import type { Knex } from 'knex';
import type { JsonValue } from '@backstage/types';
import type { ListedPayload } from './listPayloads';

interface StreamKey {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly stream: string;
}

/** When anything of a stream was received that is still kept, oldest first, to the microsecond. */
export async function listArrivals(options: StreamKey): Promise<string[]> {
  const { knex, scopeId, stream } = options;
  const rows: { arrival: string }[] = await knex('payloads')
    .distinct({ at: 'observed_at' })
    .select(knex.raw('cast(observed_at as text) as arrival'))
    .where({ scope_id: scopeId, stream })
    .orderBy('observed_at');
  return rows.map(({ arrival }) => arrival);
}

/** What was received at one time, in order. */
export async function readArrival(
  options: StreamKey & { readonly arrival: string },
): Promise<ListedPayload[]> {
  const { knex, scopeId, stream, arrival } = options;
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
    .whereRaw('observed_at = cast(:arrival as timestamptz)', { arrival })
    .orderBy('id');
  return rows.map(row => ({
    ...row,
    observedAt: row.observedAt.toISOString(),
  }));
}
