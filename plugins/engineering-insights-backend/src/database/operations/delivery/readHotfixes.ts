import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A pull request that is a hotfix, and the rollout that carries it. */
export interface HotfixRow {
  readonly rolloutId: string;
  readonly key: string;
  readonly title: string | null;
  readonly url: string | null;
}

/** The hotfixes among the pull requests of a derivation. */
export async function readHotfixes(options: {
  knex: Knex;
  derivationId: number;
}): Promise<HotfixRow[]> {
  const { knex, derivationId } = options;
  const { rows } = await prepared<{ rows: HotfixRow[] }>(
    knex,
    `select
      dp.rollout_id::text as "rolloutId",
      pr.id::text as "key",
      pr.title as "title",
      pr.url as "url"
    from deployment_pull_requests as dp
    join pull_requests as pr on pr.id = dp.pull_request_id
    where dp.derivation_id = :derivationId
      and dp.is_hotfix
    order by pr.number, pr.external_id`,
    { derivationId },
  );
  return rows;
}
