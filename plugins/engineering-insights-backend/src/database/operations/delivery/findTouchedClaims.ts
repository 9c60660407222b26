import type { Knex } from 'knex';
import { prepared } from '../../prepared';

const SQL = `
  with backdated as (
    select min(dc.finished_at) as finished_at
    from deployment_commits as dc
    where dc.derivation_id = :derivationId
      and dc.started_at > dc.finished_at
      and dc.started_at >= :fromAt
  ),
  arrived as (
    select min(w.finished_at) as finished_at
    from claim_walks as w
    cross join unnest(w.unknown_shas) as unknown (sha)
    join commits as c
      on c.scope_id = w.commit_scope_id
      and c.external_id = unknown.sha
      and c.parents is not null
      and c.authored_at is not null
    where w.derivation_id = :derivationId
  )
  select least(b.finished_at, a.finished_at) as "finishedAt"
  from backdated as b, arrived as a`;

/**
 * The finish of the earliest deployment whose claims are touched although it
 * finished before `fromAt`: its commits are dated later, or a commit that its
 * walk lacked has arrived.
 */
export async function findTouchedClaims(options: {
  knex: Knex;
  derivationId: number;
  /** ISO 8601, or -infinity. */
  fromAt: string;
}): Promise<Date | undefined> {
  const { knex, derivationId, fromAt } = options;
  const { rows } = await prepared<{ rows: { finishedAt: Date | null }[] }>(
    knex,
    SQL,
    {
      derivationId,
      fromAt,
    },
  );
  return rows[0].finishedAt ?? undefined;
}
