import type { Knex } from 'knex';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** A revision that this replica asks its source for. */
export interface ClaimedRevision {
  readonly scopeId: number;
  readonly revision: string;
  /** How often it was asked for before. */
  readonly attemptCount: number;
  readonly source: string;
  readonly origin: string;
  readonly scope: ScopeRef;
}

/** Takes the revision that waits longest; others leave it alone for the time held. */
export async function claimWantedRevision(options: {
  readonly knex: Knex;
  readonly origins: readonly {
    readonly source: string;
    readonly origin: string;
  }[];
  readonly holdSeconds: number;
}): Promise<ClaimedRevision | undefined> {
  const { knex, origins, holdSeconds } = options;
  const { rows } = await knex.raw<{ rows: RevisionRow[] }>(
    `
    with due as (
      select wanted_revisions.scope_id, wanted_revisions.revision
      from wanted_revisions
      join scopes on scopes.id = wanted_revisions.scope_id
      join jsonb_to_recordset(cast(:origins as jsonb))
        as able (source text, origin text)
        on able.source = scopes.source and able.origin = scopes.origin
      where wanted_revisions.found_at is null
        and wanted_revisions.due_at <= now()
      order by wanted_revisions.due_at
      limit 1
      for update of wanted_revisions skip locked
    )
    update wanted_revisions
    set due_at = now() + make_interval(secs => :holdSeconds),
      attempt_count = wanted_revisions.attempt_count + 1
    from due, scopes
    where wanted_revisions.scope_id = due.scope_id
      and wanted_revisions.revision = due.revision
      and scopes.id = due.scope_id
    returning wanted_revisions.scope_id as "scopeId",
      wanted_revisions.revision,
      wanted_revisions.attempt_count - 1 as "attemptCount",
      scopes.source, scopes.origin, scopes.external_id as "externalId",
      scopes.title, scopes.url`,
    { origins: JSON.stringify(origins), holdSeconds },
  );
  if (rows.length === 0) return undefined;
  const { externalId, title, url, ...claim } = rows[0];
  return { ...claim, scope: { externalId, title, ...(url && { url }) } };
}

interface RevisionRow extends Omit<ClaimedRevision, 'scope'> {
  externalId: string;
  title: string;
  url: string | null;
}

type RevisionKey = Pick<ClaimedRevision, 'scopeId' | 'revision'>;

/** Notes that the commits of a revision were read. */
export async function finishWantedRevision(options: {
  readonly knex: Knex;
  readonly claim: RevisionKey;
}): Promise<void> {
  const { knex, claim } = options;
  await knex('wanted_revisions')
    .where({ scope_id: claim.scopeId, revision: claim.revision })
    .update({ found_at: knex.fn.now(), last_error: null });
}

/** Says when to ask for a revision again, and why it was not read now. */
export async function postponeWantedRevision(options: {
  readonly knex: Knex;
  readonly claim: RevisionKey;
  readonly seconds: number;
  readonly error?: string;
  /** The attempt says nothing about the revision. */
  readonly isUncounted?: boolean;
}): Promise<void> {
  const { knex, claim, seconds, error, isUncounted } = options;
  await knex('wanted_revisions')
    .where({ scope_id: claim.scopeId, revision: claim.revision })
    .update({
      due_at: knex.raw('now() + make_interval(secs => ?)', [seconds]),
      ...(error && { last_error: error }),
      ...(isUncounted && { attempt_count: knex.raw('attempt_count - 1') }),
    });
}

/** Newest known commits of a scope, where a source may stop walking back. */
export async function listKnownHeads(options: {
  readonly knex: Knex;
  readonly scopeId: number;
}): Promise<string[]> {
  const { knex, scopeId } = options;
  return knex('commits')
    .where({ scope_id: scopeId })
    .whereNull('deleted_at')
    .orderByRaw(
      'is_on_default_branch desc nulls last, committed_at desc nulls last',
    )
    .limit(50)
    .pluck('external_id');
}
