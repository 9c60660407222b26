import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Instants are ISO 8601. */
export interface DeliveryDeploymentRow {
  readonly scope_id: number;
  readonly fact_kind: string;
  readonly external_id: string;
  readonly environment: string | null;
  readonly is_production: boolean;
  readonly sha: string | null;
  readonly revision_status: string;
  readonly version: string | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly outcome: string;
  readonly source_outcome: string | null;
  readonly is_rollback: boolean;
  readonly is_unplanned: boolean;
  readonly rollout_id: string | null;
  readonly url: string | null;
}

const WRITE = `
  with told as (
    select *
    from jsonb_to_recordset(cast(:rows as jsonb)) as t (
      scope_id integer, fact_kind text, external_id text, environment text,
      is_production boolean, sha text, revision_status text, version text,
      started_at timestamptz, finished_at timestamptz, outcome text,
      source_outcome text, is_rollback boolean, is_unplanned boolean,
      rollout_id bigint, url text
    )
  ),
  gone as (
    delete from deployments as d
    where d.derivation_id = :derivationId
      and (d.scope_id, d.fact_kind, d.external_id) not in (
        select t.scope_id, t.fact_kind, t.external_id from told as t
      )
  )
  insert into deployments as d (
    derivation_id, scope_id, fact_kind, external_id, environment, is_production,
    sha, revision_status, version, started_at, finished_at, outcome,
    source_outcome, is_rollback, is_unplanned, rollout_id, url
  )
  select
    :derivationId, t.scope_id, t.fact_kind, t.external_id, t.environment,
    t.is_production, t.sha, t.revision_status, t.version, t.started_at,
    t.finished_at, t.outcome, t.source_outcome, t.is_rollback, t.is_unplanned,
    t.rollout_id, t.url
  from told as t
  on conflict (derivation_id, scope_id, fact_kind, external_id) do update set
    environment = excluded.environment,
    is_production = excluded.is_production,
    sha = excluded.sha,
    revision_status = excluded.revision_status,
    version = excluded.version,
    started_at = excluded.started_at,
    finished_at = excluded.finished_at,
    outcome = excluded.outcome,
    source_outcome = excluded.source_outcome,
    is_rollback = excluded.is_rollback,
    is_unplanned = excluded.is_unplanned,
    rollout_id = excluded.rollout_id,
    url = excluded.url
  where (
    d.environment, d.is_production, d.sha, d.revision_status, d.version,
    d.started_at, d.finished_at, d.outcome, d.source_outcome, d.is_rollback,
    d.is_unplanned, d.rollout_id, d.url
  ) is distinct from (
    excluded.environment, excluded.is_production, excluded.sha,
    excluded.revision_status, excluded.version, excluded.started_at,
    excluded.finished_at, excluded.outcome, excluded.source_outcome,
    excluded.is_rollback, excluded.is_unplanned, excluded.rollout_id, excluded.url
  )`;

/** Makes the deployments of a derivation those given, writing only what differs. */
export async function writeDeployments(options: {
  knex: Knex;
  derivationId: number;
  rows: readonly DeliveryDeploymentRow[];
}): Promise<void> {
  const { knex, derivationId } = options;
  await prepared(knex, WRITE, {
    derivationId,
    rows: JSON.stringify(options.rows),
  });
}
