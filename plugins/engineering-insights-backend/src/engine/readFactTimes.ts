import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import type { FactTimes } from './Readiness';

/** Where the time of a fact stands, each with an index by scope and time. */
const COLUMNS: Partial<Record<FactKind, { table: string; column: string }>> = {
  commit: { table: 'commits', column: 'committed_at' },
  pullRequest: { table: 'pull_requests', column: 'merged_at' },
  pipelineRun: { table: 'pipeline_runs', column: 'finished_at' },
  incident: { table: 'incidents', column: 'opened_at' },
  issue: { table: 'issues', column: 'created_at' },
  sprint: { table: 'sprints', column: 'end_at' },
  finding: { table: 'findings', column: 'first_seen_at' },
  qualityMeasure: { table: 'quality_measures', column: 'measured_at' },
};

interface FactTimesRow {
  readonly entityId: number;
  readonly kind: FactKind;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

function kindSql(kind: FactKind): string[] {
  const place = COLUMNS[kind];
  if (!place) return [];
  const { table, column } = place;
  const edge = (direction: 'asc' | 'desc') => `
          select ${column} as at
            from ${table}
           where ${table}.scope_id = named.scope_id
             and ${column} is not null and deleted_at is null
           order by ${column} ${direction}
           limit 1`;
  return [
    `
    select '${kind}' as kind, named.scope_id, first.at as first_at,
           last.at as last_at
      from named
      join lateral (${edge('asc')}) as first on true
      join lateral (${edge('desc')}) as last on true`,
  ];
}

/** When the first and the last known fact of each kind happened in the scopes of each component. */
export async function readFactTimes(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly kinds: readonly FactKind[];
}): Promise<ReadonlyMap<number, ReadonlyMap<FactKind, FactTimes>>> {
  const times = new Map<number, Map<FactKind, FactTimes>>();
  const parts = [...options.kinds].sort().flatMap(kindSql);
  if (parts.length === 0) return times;
  const { rows } = await prepared<{ rows: FactTimesRow[] }>(
    options.knex,
    `with bound as (
       select distinct entity_scope.entity_id, entity_scope.scope_id
         from entity_scopes as entity_scope
         join scopes as scope
           on scope.id = entity_scope.scope_id and scope.gone_at is null
        where entity_scope.entity_id = any(:entityIds::int[])
     ),
     named as (
       select distinct scope_id from bound
     ),
     told as (${parts.join('\n     union all')}
     )
     select bound.entity_id as "entityId",
            told.kind,
            min(told.first_at) as "firstAt",
            max(told.last_at) as "lastAt"
       from bound
       join told on told.scope_id = bound.scope_id
      group by bound.entity_id, told.kind`,
    { entityIds: [...options.entityIds] },
  );
  for (const { entityId, kind, firstAt, lastAt } of rows) {
    const byKind = times.get(entityId) ?? new Map<FactKind, FactTimes>();
    byKind.set(kind, {
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    });
    times.set(entityId, byKind);
  }
  return times;
}
