import { OFF_DEFAULT_BRANCH_SQL } from './offDefaultBranchSql';

/**
 * From and where of the rows `run` of pipeline_runs that succeeded or failed on
 * the default branch in the pipeline of another row. The row `pipeline_scope`
 * of its entity and scope stands beside it.
 */
export function samePipelineSql(other: string): string {
  return `
              from pipeline_runs as run
             where run.scope_id = ${other}.scope_id
               and run.pipeline = ${other}.pipeline
               and run.outcome in ('success', 'failure')
               and run.deleted_at is null
               and (${OFF_DEFAULT_BRANCH_SQL}) is null`;
}
