import type { Knex } from 'knex';
import { prepared } from '../../prepared';

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

// Arrays and not JSON: of all that is written, this is most of the rows.
const CLAIMS = `
  insert into deployment_commits (
    derivation_id, scope_id, sha, is_original, rollout_id, pull_request_id,
    started_at, finished_at, actor, excluded_reason
  )
  select :derivationId, t.*
  from unnest(
    cast(:scopeIds as integer[]), cast(:shas as text[]),
    cast(:isOriginals as boolean[]), cast(:rolloutIds as bigint[]),
    cast(:pullRequestIds as bigint[]), cast(:startedAts as timestamptz[]),
    cast(:finishedAts as timestamptz[]), cast(:actors as text[]),
    cast(:excludedReasons as text[])
  ) as t`;

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

function* chunksOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += CHUNK)
    yield rows.slice(from, from + CHUNK);
}

/** Adds claims, the pull requests that came with them, and the walks that made them. */
export async function writeClaims(options: {
  knex: Knex;
  derivationId: number;
  claims: readonly ClaimRow[];
  pullRequests: readonly DeployedPullRequestRow[];
  walks: readonly WrittenClaimWalk[];
}): Promise<void> {
  const { knex, derivationId } = options;
  for (const claims of chunksOf(options.claims)) {
    const columns: Record<string, unknown> = {
      scopeIds: claims.map(claim => claim.scope_id),
      shas: claims.map(claim => claim.sha),
      isOriginals: claims.map(claim => claim.is_original),
      rolloutIds: claims.map(claim => claim.rollout_id),
      pullRequestIds: claims.map(claim => claim.pull_request_id),
      startedAts: claims.map(claim => claim.started_at),
      finishedAts: claims.map(claim => claim.finished_at),
      actors: claims.map(claim => claim.actor),
      excludedReasons: claims.map(claim => claim.excluded_reason),
    };
    await prepared(knex, CLAIMS, { derivationId, ...columns });
  }
  for (const [sql, rows] of [
    [PULL_REQUESTS, options.pullRequests],
    [WALKS, options.walks],
  ] as const) {
    for (const chunk of chunksOf<object>(rows))
      await prepared(knex, sql, { derivationId, rows: JSON.stringify(chunk) });
  }
}
