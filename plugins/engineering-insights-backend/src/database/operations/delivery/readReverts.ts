import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A revert that a rollout carries, with a rollout that had carried what it reverts. */
export interface RevertRow {
  /** The rollout with the revert. */
  readonly rolloutId: string;
  readonly revertedRolloutId: string;
  readonly key: string;
  readonly title: string;
  readonly url: string | null;
}

// Sources put the number of the pull request behind the title of a squash commit.
const plain = (title: string) =>
  `regexp_replace(${title}, ' [(][#!][0-9]+[)]$', '')`;
const reverted = (title: string) =>
  plain(`substring(${plain(title)} from '^Revert "(.*)"$')`);

const IS_REVERT = `(pr.title like 'Revert "%' or pr.head_branch ~ '^revert-[0-9]{1,9}-')`;

const SQL = `
  with reverts as (
    select
      dc.scope_id,
      dc.rollout_id,
      dc.finished_at,
      dc.sha as key,
      c.title,
      c.url,
      ${reverted('c.title')} as reverted_title,
      null::integer as reverted_number
    from commits as c
    join deployment_commits as dc
      on dc.derivation_id = :derivationId
      and dc.scope_id = c.scope_id
      and dc.sha = c.external_id
      and not dc.is_original
    where c.scope_id = any(:scopeIds)
      and c.title like 'Revert "%'
      and dc.rollout_id is not null
      and dc.excluded_reason is distinct from 'mergeCommit'
      and dc.excluded_reason is distinct from 'outsidePaths'
      -- What a pull request reverts its own title says; those of its commits may be "Add tests".
      and not exists (
        select from pull_requests as pr
        where pr.id = dc.pull_request_id
          and ${IS_REVERT}
      )
    union all
    select
      pr.scope_id,
      dp.rollout_id,
      dp.finished_at,
      pr.id::text as key,
      pr.title,
      pr.url,
      ${reverted('pr.title')} as reverted_title,
      substring(pr.head_branch from '^revert-([0-9]{1,9})-')::integer as reverted_number
    from deployment_pull_requests as dp
    join pull_requests as pr on pr.id = dp.pull_request_id
    where dp.derivation_id = :derivationId
      and ${IS_REVERT}
  )
  select
    r.rollout_id::text as "rolloutId",
    shipped.rollout_id::text as "revertedRolloutId",
    r.key as "key",
    r.title as "title",
    r.url as "url"
  from reverts as r
  cross join lateral (
    select dc.rollout_id
    from deployment_commits as dc
    join commits as c
      on c.scope_id = dc.scope_id
      and c.external_id = dc.sha
    where dc.derivation_id = :derivationId
      and dc.scope_id = r.scope_id
      and dc.finished_at >= r.finished_at - make_interval(days => :days)
      and dc.finished_at <= r.finished_at
      and dc.rollout_id is not null
      and dc.excluded_reason is distinct from 'mergeCommit'
      and dc.excluded_reason is distinct from 'outsidePaths'
      and ${plain('c.title')} = r.reverted_title
    union
    select dp.rollout_id
    from deployment_pull_requests as dp
    join pull_requests as pr on pr.id = dp.pull_request_id
    where dp.derivation_id = :derivationId
      and pr.scope_id = r.scope_id
      and dp.finished_at >= r.finished_at - make_interval(days => :days)
      and dp.finished_at <= r.finished_at
      and (${plain(
        'pr.title',
      )} = r.reverted_title or pr.number = r.reverted_number)
  ) as shipped
  order by r.key, shipped.rollout_id`;

/** The reverts that rollouts of a derivation carry, with each rollout that had shipped the same title or number at most some days before. */
export async function readReverts(options: {
  knex: Knex;
  derivationId: number;
  scopeIds: readonly number[];
  days: number;
}): Promise<RevertRow[]> {
  const { knex, derivationId, scopeIds, days } = options;
  const { rows } = await prepared<{ rows: RevertRow[] }>(knex, SQL, {
    derivationId,
    days,
    scopeIds: [...scopeIds],
  });
  return rows;
}
