import { IS_FOR_PULL_REQUEST_SQL } from './pullRequestTriggers';

/**
 * The exclusion code of the row `run` of pipeline_runs in the row
 * `pipeline_scope`, or null where it ran on the default branch.
 *
 * That a commit is on the default branch says nothing of the run by itself,
 * since a branch is reachable from there once it is merged. A usual name with such
 * a commit is what the default branch was called before.
 */
export const OFF_DEFAULT_BRANCH_SQL = `
             case
               when run.branch is null then
                 case when not pipeline_scope.is_pipeline
                   then 'branchUnknown' end
               when ${IS_FOR_PULL_REQUEST_SQL} then 'notOnDefaultBranch'
               when run.branch = any (pipeline_scope.branches) then null
               when run.branch in ('main', 'master', 'trunk')
                    and exists (
                      select
                        from bound as other
                        join commits as commit
                          on commit.scope_id = other.scope_id
                         and commit.external_id = run.sha
                         and commit.is_on_default_branch
                         and commit.deleted_at is null
                       where other.entity_id = pipeline_scope.entity_id)
                 then null
               else 'notOnDefaultBranch'
             end`;
