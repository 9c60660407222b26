import type { Knex } from 'knex';

/** Every way in which bots review: each pull request at once and at the end, with every verdict. */
const REVIEWS = `
  insert into reviews
    (scope_id, external_id, source_updated_at, pull_request_external_id,
     reviewer_key, reviewer_actor, state, submitted_at)
  select scope_id, 'machine-' || external_id || verdict, source_updated_at,
         external_id, 'machine', actor, verdict,
         case when verdict = 'approved' then coalesce(merged_at, created_at)
           else created_at end
    from pull_requests
   cross join (values
           ('bot', 'commented'), ('agent', 'approved'),
           ('bot', 'changesRequested')) as given (actor, verdict)
   where scope_id = any(:scopeIds::int[])`;

/** Twins of every pull request, its reviews and its deployment, and of every commit and deployed change, by bots and AI. */
const WORK = [
  `insert into pull_requests
     (scope_id, external_id, source_updated_at, number, title, state, is_draft,
      author_key, author_actor, created_at, ready_for_review_at, merged_at,
      closed_at, additions, deletions, commits)
   select scope_id, 'machine-' || external_id, source_updated_at, number, title,
          state, is_draft, 'machine',
          case when number % 2 = 0 then 'bot' else 'agent' end,
          created_at, ready_for_review_at, merged_at, closed_at, additions,
          deletions, commits
     from pull_requests
    where scope_id = any(:scopeIds::int[])`,
  `insert into reviews
     (scope_id, external_id, source_updated_at, pull_request_external_id,
      reviewer_key, reviewer_actor, state, submitted_at)
   select scope_id, 'machine-' || external_id, source_updated_at,
          'machine-' || pull_request_external_id, reviewer_key, reviewer_actor,
          state, submitted_at
     from reviews
    where scope_id = any(:scopeIds::int[])`,
  `insert into deployment_pull_requests
     (derivation_id, pull_request_id, rollout_id, finished_at, is_contributing)
   select carrier.derivation_id, twin.id, carrier.rollout_id,
          carrier.finished_at, carrier.is_contributing
     from deployment_pull_requests as carrier
     join pull_requests as original on original.id = carrier.pull_request_id
     join pull_requests as twin
       on twin.scope_id = original.scope_id
      and twin.external_id = 'machine-' || original.external_id
    where original.scope_id = any(:scopeIds::int[])`,
  `insert into commits
     (scope_id, external_id, source_updated_at, parents, authored_at,
      committed_at, author_key, author_actor, is_on_default_branch)
   select scope_id, 'machine-' || external_id, source_updated_at, parents,
          authored_at, committed_at, 'machine',
          case when length(external_id) % 2 = 0 then 'bot' else 'agent' end,
          is_on_default_branch
     from commits
    where scope_id = any(:scopeIds::int[])`,
  `insert into deployment_commits
     (derivation_id, scope_id, sha, rollout_id, is_original, started_at,
      finished_at, actor, excluded_reason)
   select derivation_id, scope_id, 'machine-' || sha, rollout_id, is_original,
          started_at, finished_at, 'bot', excluded_reason
     from deployment_commits
    where scope_id = any(:scopeIds::int[])`,
];

export async function addMachineReviews(
  knex: Knex,
  scopeIds: readonly number[],
): Promise<void> {
  await knex.raw(REVIEWS, { scopeIds } as never);
}

export async function addMachineWork(
  knex: Knex,
  scopeIds: readonly number[],
): Promise<void> {
  for (const statement of WORK)
    await knex.raw(statement, { scopeIds } as never);
}
