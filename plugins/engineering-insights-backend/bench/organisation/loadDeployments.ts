import type { Bench } from '../Bench';
import {
  COMMITS_PER_PULL_REQUEST,
  PULL_REQUESTS,
  shaSql,
  writtenAtSql,
} from './history';

const LOAD = `
  insert into source_deployments (
    scope_id, external_id, source_updated_at, environment, sha,
    started_at, finished_at, outcome, source_outcome
  )
  select
    c, 'd-' || p, finished_at, 'production',
    ${shaSql('c', `(p * ${COMMITS_PER_PULL_REQUEST})`)},
    finished_at - interval '10 minutes', finished_at, 'success', 'success'
  from generate_series(1, :count) as c
  cross join generate_series(cast(:first as integer), ${PULL_REQUESTS}, 2) as p
  cross join lateral (
    select ${writtenAtSql(
      `p * ${COMMITS_PER_PULL_REQUEST}`,
    )} + interval '2 hours'
      as finished_at
  ) as finished`;

const LOAD_INCIDENTS = `
  insert into incidents (
    scope_id, external_id, source_updated_at, title, opened_at, resolved_at
  )
  select
    c, 'i-' || p, finished_at, 'Errors', finished_at + interval '30 minutes',
    finished_at + interval '90 minutes'
  from generate_series(1, :count) as c
  cross join generate_series(20, ${PULL_REQUESTS}, 20) as p
  cross join lateral (
    select ${writtenAtSql(
      `p * ${COMMITS_PER_PULL_REQUEST}`,
    )} + interval '2 hours'
      as finished_at
  ) as finished`;

/** Every second merge commit as a deployment to production; both halves together are all of them. */
export async function loadDeployments(
  { knex, componentCount, now }: Bench,
  half: 'even' | 'odd',
): Promise<void> {
  await knex.raw(LOAD, {
    count: componentCount,
    now,
    first: half === 'even' ? 2 : 1,
  });
  await knex.raw('vacuum analyze');
}

/** An incident after each twentieth deployment. */
export async function loadIncidents({
  knex,
  componentCount,
  now,
}: Bench): Promise<void> {
  await knex.raw(LOAD_INCIDENTS, { count: componentCount, now });
}
