import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';
import { OFF_DEFAULT_BRANCH_SQL } from './offDefaultBranchSql';
import { PIPELINE_SCOPES } from './pipelineScopes';

/** The tables up to `finished_run`: one row per entity and pipeline run that finished while it counts, on whatever branch. */
export const FINISHED_RUNS: readonly CommonTable[] = [
  ...PIPELINE_SCOPES,
  {
    name: 'finished_run',
    sql: `
      select pipeline_scope.entity_id,
             run.scope_id || ':' || run.external_id as observation_key,
             run.scope_id,
             run.external_id,
             run.pipeline,
             run.url,
             run.started_at,
             run.finished_at,
             run.outcome,
             ${OFF_DEFAULT_BRANCH_SQL} as off_default_branch
        from pipeline_scope
        join pipeline_runs as run
          on run.scope_id = pipeline_scope.scope_id
         and run.finished_at >= pipeline_scope.from_at
         and run.finished_at < pipeline_scope.to_at
         and run.deleted_at is null`,
  },
];
