import type { Bench } from '../Bench';
import {
  COMMITS,
  COMMITS_PER_PULL_REQUEST,
  PULL_REQUESTS,
  shaSql,
  writtenAtSql,
} from './history';

const MERGE = COMMITS_PER_PULL_REQUEST;

const LOAD_COMMITS = `
  insert into commits (
    scope_id, external_id, source_updated_at, parents,
    authored_at, committed_at, author_key, author_actor, title
  )
  select
    c, ${shaSql('c', 'n')}, at,
    case
      when n % ${MERGE} = 0 and n > ${MERGE}
        then array[${shaSql('c', `(n - ${MERGE})`)}, ${shaSql('c', '(n - 1)')}]
      when n > 1 then array[${shaSql('c', '(n - 1)')}]
      else '{}'
    end,
    at, at, md5('author' || (c + n) % 40), 'human', 'Change ' || n
  from generate_series(1, :count) as c
  cross join generate_series(1, ${COMMITS}) as n
  cross join lateral (select ${writtenAtSql('n')} as at) as written`;

const LOAD_PULL_REQUESTS = `
  insert into pull_requests (
    scope_id, external_id, source_updated_at, number, title, state, is_draft,
    author_key, author_actor, created_at, ready_for_review_at, merged_at,
    closed_at, merge_commit_sha, head_sha, head_branch, base_branch, commits
  )
  select
    c, cast(p as text), merged_at, p, 'Pull request ' || p, 'merged', false,
    md5('author' || (c + p) % 40), 'human', merged_at - interval '8 hours',
    merged_at - interval '8 hours', merged_at, merged_at,
    ${shaSql('c', `(p * ${MERGE})`)}, ${shaSql('c', `(p * ${MERGE} - 1)`)},
    'topic-' || p, 'main',
    (
      select jsonb_agg(jsonb_build_object(
        'sha', ${shaSql('c', 'n')},
        'authoredAt', ${writtenAtSql('n')},
        'committedAt', ${writtenAtSql('n')}
      ) order by n)
      from generate_series(p * ${MERGE} - ${MERGE - 1}, p * ${MERGE} - 1) as n
    )
  from generate_series(1, :count) as c
  cross join generate_series(1, ${PULL_REQUESTS}) as p
  cross join lateral (select ${writtenAtSql(
    `p * ${MERGE}`,
  )} as merged_at) as merged`;

const LOAD_REVIEWS = `
  insert into reviews (
    scope_id, external_id, source_updated_at, pull_request_external_id,
    reviewer_key, reviewer_actor, state, submitted_at
  )
  select
    scope_id, 'review-' || external_id, merged_at - interval '2 hours',
    external_id, md5('reviewer' || (scope_id + number) % 40), 'human', 'approved',
    merged_at - interval '2 hours'
  from pull_requests`;

/** The commits, pull requests and reviews of a year. */
export async function loadChanges({
  knex,
  componentCount,
  now,
}: Bench): Promise<void> {
  const bindings = { count: componentCount, now };
  await knex.raw(LOAD_COMMITS, bindings);
  await knex.raw(LOAD_PULL_REQUESTS, bindings);
  await knex.raw(LOAD_REVIEWS);
}
