import type { NowTile } from '@sei-platform/plugin-engineering-insights-common';
import { FINISHED_RUNS, samePipelineSql } from '../../metrics';
import type { NowQuestion } from './NowQuestion';
import { readNowItems } from './readNowItems';

/**
 * Pipelines whose newest run on the default branch that succeeded or failed is a
 * failed one, with the newest run as their address. One that did not run in the
 * last 90 days is not in use.
 */
export async function redPipelines(question: NowQuestion): Promise<NowTile> {
  const found = await readNowItems(question, {
    shared: FINISHED_RUNS,
    sql: `
       select newest.entity_id,
              newest.scope_id || ':' || newest.pipeline as item_key,
              newest.pipeline as title,
              newest.url,
              first_red.finished_at as since,
              null::text as severity
         from (
           select distinct on (entity_id, scope_id, pipeline) *
             from finished_run
            where outcome in ('success', 'failure')
              and off_default_branch is null
              and pipeline is not null
            order by entity_id, scope_id, pipeline, finished_at desc,
                     external_id desc
         ) as newest
         join pipeline_scope
           on pipeline_scope.entity_id = newest.entity_id
          and pipeline_scope.scope_id = newest.scope_id
         left join lateral (
           select run.finished_at
             ${samePipelineSql('newest')}
              and run.outcome = 'success'
              and run.finished_at < newest.finished_at
            order by run.finished_at desc
            limit 1
         ) as last_green on true
        cross join lateral (
           select run.finished_at
             ${samePipelineSql('newest')}
              and run.outcome = 'failure'
              and (last_green.finished_at is null
                   or run.finished_at > last_green.finished_at)
            order by run.finished_at
            limit 1
         ) as first_red
        where newest.outcome = 'failure'`,
  });
  return { status: 'ok', ...found };
}
