import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Instants are ISO 8601. */
export interface RolloutRow {
  readonly rollout_key: string;
  readonly sha: string | null;
  readonly version: string | null;
  readonly started_at: string;
  readonly finished_at: string;
  readonly last_finished_at: string;
  readonly environment_count: number;
  readonly is_rollback: boolean;
  readonly change_count: number;
  readonly no_change_reason: string | null;
}

const GONE = `
  delete from rollouts as r
  where r.derivation_id = :derivationId
    and not (r.rollout_key = any(:keys))`;

const UPSERT = `
  with told as (
    select *
    from jsonb_to_recordset(cast(:rows as jsonb)) as t (
      rollout_key text, sha text, version text, started_at timestamptz,
      finished_at timestamptz, last_finished_at timestamptz,
      environment_count integer, is_rollback boolean, change_count integer,
      no_change_reason text
    )
  )
  insert into rollouts as r (
    derivation_id, rollout_key, sha, version, started_at, finished_at,
    last_finished_at, environment_count, is_rollback, change_count, no_change_reason
  )
  select
    :derivationId, t.rollout_key, t.sha, t.version, t.started_at, t.finished_at,
    t.last_finished_at, t.environment_count, t.is_rollback, t.change_count, t.no_change_reason
  from told as t
  on conflict (derivation_id, rollout_key) do update set
    sha = excluded.sha,
    version = excluded.version,
    started_at = excluded.started_at,
    finished_at = excluded.finished_at,
    last_finished_at = excluded.last_finished_at,
    environment_count = excluded.environment_count,
    is_rollback = excluded.is_rollback,
    change_count = excluded.change_count,
    no_change_reason = excluded.no_change_reason
  where (
    r.sha, r.version, r.started_at, r.finished_at, r.last_finished_at,
    r.environment_count, r.is_rollback, r.change_count, r.no_change_reason
  ) is distinct from (
    excluded.sha, excluded.version, excluded.started_at, excluded.finished_at,
    excluded.last_finished_at, excluded.environment_count, excluded.is_rollback,
    excluded.change_count, excluded.no_change_reason
  )`;

/** Makes the rollouts of a derivation those given, writing only what differs. @returns their ids by key. */
export async function writeRollouts(options: {
  knex: Knex;
  derivationId: number;
  rows: readonly RolloutRow[];
}): Promise<Map<string, string>> {
  const { knex, derivationId, rows } = options;
  await prepared(knex, GONE, {
    derivationId,
    keys: rows.map(row => row.rollout_key),
  });
  await prepared(knex, UPSERT, { derivationId, rows: JSON.stringify(rows) });
  const { rows: written } = await prepared<{
    rows: { key: string; id: string }[];
  }>(
    knex,
    `select r.rollout_key as "key", r.id::text as "id"
    from rollouts as r
    where r.derivation_id = :derivationId`,
    { derivationId },
  );
  return new Map(written.map(row => [row.key, row.id]));
}
