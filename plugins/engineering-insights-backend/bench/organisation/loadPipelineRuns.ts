import type { Bench } from '../Bench';
import {
  COMMITS_PER_PULL_REQUEST,
  PULL_REQUESTS,
  shaSql,
  writtenAtSql,
} from './history';

/** Of each pull request: on its branch, after the merge, and the one that deploys. */
const RUNS_PER_PULL_REQUEST = 3;

const LOAD = `
  insert into pipeline_runs (
    scope_id, external_id, source_updated_at, pipeline, branch, sha, trigger,
    attempt, queued_at, started_at, finished_at, outcome, source_outcome
  )
  select
    c, p || '-' || run, finished_at, '.github/workflows/ci.yml', 'main',
    ${shaSql('c', `(p * ${COMMITS_PER_PULL_REQUEST})`)}, 'push', 1,
    finished_at - interval '11 minutes', finished_at - interval '10 minutes',
    finished_at, 'success', 'success'
  from generate_series(1, :count) as c
  cross join generate_series(1, ${PULL_REQUESTS}) as p
  cross join generate_series(1, ${RUNS_PER_PULL_REQUEST}) as run
  cross join lateral (
    select ${writtenAtSql(
      `p * ${COMMITS_PER_PULL_REQUEST}`,
    )} + run * interval '20 minutes'
      as finished_at
  ) as finished`;

/** The pipeline runs of a year. */
export async function loadPipelineRuns({
  knex,
  componentCount,
  now,
}: Bench): Promise<void> {
  await knex.raw(LOAD, { count: componentCount, now });
}
