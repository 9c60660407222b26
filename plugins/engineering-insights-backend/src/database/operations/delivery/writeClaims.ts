import type { Knex } from 'knex';

/** Instants are ISO 8601. */
export interface ClaimRow {
  readonly scope_id: number;
  readonly sha: string;
  readonly is_original: boolean;
  readonly rollout_id: string | null;
  readonly pull_request_id: string | null;
  readonly started_at: string;
  readonly finished_at: string;
  readonly actor: string | null;
  readonly excluded_reason: string | null;
}

export interface DeployedPullRequestRow {
  readonly pull_request_id: string;
  readonly rollout_id: string;
  readonly finished_at: string;
  readonly is_contributing: boolean;
  readonly is_hotfix: boolean;
}

/** Instants are ISO 8601. */
export interface WrittenClaimWalk {
  readonly scope_id: number;
  readonly fact_kind: string;
  readonly external_id: string;
  readonly finished_at: string;
  readonly fingerprint: string;
  readonly commit_scope_id: number | null;
  readonly is_counted: boolean;
  readonly no_change_reason: string | null;
  readonly change_count: number;
  readonly unknown_shas: readonly string[];
}

// Keeps the text of one statement at some megabytes.
const CHUNK = 10_000;

const CLAIMS = `
  insert into deployment_commits (
    derivation_id, scope_id, sha, is_original, rollout_id, pull_request_id,
    started_at, finished_at, actor, excluded_reason
  )
  select
    :derivationId, t.scope_id, t.sha, t.is_original, t.rollout_id,
    t.pull_request_id, t.started_at, t.finished_at, t.actor, t.excluded_reason
  from jsonb_to_recordset(cast(:rows as jsonb)) as t (
    scope_id integer, sha text, is_original boolean, rollout_id bigint,
    pull_request_id bigint, started_at timestamptz, finished_at timestamptz,
    actor text, excluded_reason text
  )`;

// A pull request lands once; should a source tell of another landing, the last one told holds.
const PULL_REQUESTS = `
  insert into deployment_pull_requests (
    derivation_id, pull_request_id, rollout_id, finished_at, is_contributing, is_hotfix
  )
  select
    :derivationId, t.pull_request_id, t.rollout_id, t.finished_at,
    t.is_contributing, t.is_hotfix
  from jsonb_to_recordset(cast(:rows as jsonb)) as t (
    pull_request_id bigint, rollout_id bigint, finished_at timestamptz,
    is_contributing boolean, is_hotfix boolean
  )
  on conflict (derivation_id, pull_request_id) do update set
    rollout_id = excluded.rollout_id,
    finished_at = excluded.finished_at,
    is_contributing = excluded.is_contributing,
    is_hotfix = excluded.is_hotfix`;

const WALKS = `
  insert into claim_walks (
    derivation_id, scope_id, fact_kind, external_id, finished_at, fingerprint,
    commit_scope_id, is_counted, no_change_reason, change_count, unknown_shas
  )
  select
    :derivationId, t.scope_id, t.fact_kind, t.external_id, t.finished_at,
    t.fingerprint, t.commit_scope_id, t.is_counted, t.no_change_reason,
    t.change_count, t.unknown_shas
  from jsonb_to_recordset(cast(:rows as jsonb)) as t (
    scope_id integer, fact_kind text, external_id text, finished_at timestamptz,
    fingerprint text, commit_scope_id integer, is_counted boolean,
    no_change_reason text, change_count integer, unknown_shas text[]
  )`;

/** Adds claims, the pull requests that came with them, and the walks that made them. */
export async function writeClaims(options: {
  knex: Knex;
  derivationId: number;
  claims: readonly ClaimRow[];
  pullRequests: readonly DeployedPullRequestRow[];
  walks: readonly WrittenClaimWalk[];
}): Promise<void> {
  const { knex, derivationId } = options;
  const insert = async (sql: string, rows: readonly object[]) => {
    for (let from = 0; from < rows.length; from += CHUNK) {
      await knex.raw(sql, {
        derivationId,
        rows: JSON.stringify(rows.slice(from, from + CHUNK)),
      });
    }
  };
  await insert(CLAIMS, options.claims);
  await insert(PULL_REQUESTS, options.pullRequests);
  await insert(WALKS, options.walks);
}
