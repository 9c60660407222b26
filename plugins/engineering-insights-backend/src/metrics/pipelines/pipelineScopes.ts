import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';

/** Of how many newest ones the branch is taken: enough to outvote release branches, few enough to follow a change. */
const NEWEST = 100;
/** What a default branch is called where nothing tells. */
const USUAL_BRANCHES = `'main', 'master', 'trunk'`;

/**
 * The tables up to `pipeline_scope`: the scopes of each entity with what their
 * default branch is called. No source tells it beside the runs, so it is the
 * branch that work goes into: that of the newest merged pull requests of the
 * scope; or, where it has none, as that of a build server, of the entity's
 * others; or the branch that the newest runs on commits of the default branch ran
 * on; or else a usual name. A scope that has neither commits nor pull
 * requests, such as a job, is a pipeline by itself.
 */
export const PIPELINE_SCOPES: readonly CommonTable[] = [
  BOUND,
  {
    name: 'merged_into',
    sql: `
      select named.scope_id, target.branch
        from (select distinct scope_id from bound) as named
        cross join lateral (
          select newest.base_branch as branch
            from (
              select base_branch
                from pull_requests
               where scope_id = named.scope_id
                 and merged_at is not null
                 and base_branch is not null
                 and deleted_at is null
               order by merged_at desc
               limit ${NEWEST}
            ) as newest
           group by newest.base_branch
           order by count(*) desc, newest.base_branch
           limit 1
        ) as target`,
  },
  {
    name: 'pipeline_scope',
    sql: `
      select bound.entity_id,
             bound.scope_id,
             bound.from_at,
             bound.to_at,
             coalesce(
               (select array[merged_into.branch]
                  from merged_into
                 where merged_into.scope_id = bound.scope_id),
               (select array_agg(distinct merged_into.branch)
                  from bound as other
                  join merged_into on merged_into.scope_id = other.scope_id
                 where other.entity_id = bound.entity_id),
               (select array[newest.branch]
                  from (
                    select branch, sha
                      from pipeline_runs
                     where scope_id = bound.scope_id
                       and finished_at is not null
                       and branch is not null
                       and deleted_at is null
                     order by finished_at desc
                     limit ${NEWEST}
                  ) as newest
                 where exists (
                   select
                     from bound as other
                     join commits as commit
                       on commit.scope_id = other.scope_id
                      and commit.external_id = newest.sha
                      and commit.is_on_default_branch
                      and commit.deleted_at is null
                    where other.entity_id = bound.entity_id)
                 group by newest.branch
                 order by count(*) desc, newest.branch
                 limit 1),
               array[${USUAL_BRANCHES}]
             ) as branches,
             coalesce(
               (select bool_and(stream.produces is not null
                         and not stream.produces && '{commit,pullRequest}')
                  from streams as stream
                 where stream.scope_id = bound.scope_id),
               false) as is_pipeline
        from bound
       -- Keeps the look-ups out of the rows of the runs, for which they are the same.
      offset 0`,
  },
];
