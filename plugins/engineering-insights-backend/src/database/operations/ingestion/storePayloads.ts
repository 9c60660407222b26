import type { Knex } from 'knex';
import { prepared } from '../../prepared';
import type { JsonValue } from '@backstage/types';

export interface Payload {
  readonly externalId: string;
  readonly updatedAt?: string;
  readonly body: JsonValue;
  /** SHA-256 of the body. */
  readonly bodyHash: string;
}

const STORE = `
  with incoming as (
    select
      position,
      payload ->> 'externalId' as external_id,
      cast(payload ->> 'updatedAt' as timestamptz) as source_updated_at,
      payload -> 'body' as body,
      payload ->> 'bodyHash' as body_hash
    from jsonb_array_elements(cast(:payloads as jsonb))
      with ordinality as list (payload, position)
  ),
  newest as (
    select distinct on (external_id) external_id, body_hash, observed_at
    from payloads
    where scope_id = :scopeId
      and stream = :stream
      and external_id in (select external_id from incoming)
    order by external_id, observed_at desc, id desc
  ),
  compared as (
    select
      incoming.*,
      newest.observed_at,
      coalesce(
        lag(incoming.body_hash) over (
          partition by incoming.external_id order by position
        ),
        newest.body_hash
      ) is distinct from incoming.body_hash as is_new
    from incoming
    left join newest using (external_id)
  ),
  stored as (
    insert into payloads (
      scope_id, stream, external_id, observed_at,
      source_updated_at, body, body_hash
    )
    select
      :scopeId, :stream, external_id, now(),
      source_updated_at, body, body_hash
    from compared
    where is_new
    order by position
  )
  select
    case
      when bool_or(is_new) over (
        partition by external_id order by position
      ) then now()
      else coalesce(observed_at, now())
    end as observed_at
  from compared
  order by position`;

/**
 * Stores what a source sent. A body that is the newest of its item already is
 * stored once; the answer holds, in the order of the payloads, when each body
 * was first received.
 */
export async function storePayloads(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly stream: string;
  readonly payloads: readonly Payload[];
}): Promise<{ observedAt: string[] }> {
  const { knex, scopeId, stream, payloads } = options;
  if (payloads.length === 0) return { observedAt: [] };
  const { rows } = await prepared<{ rows: { observed_at: Date }[] }>(
    knex,
    STORE,
    {
      scopeId,
      stream,
      payloads: JSON.stringify(payloads),
    },
  );
  return { observedAt: rows.map(row => row.observed_at.toISOString()) };
}
