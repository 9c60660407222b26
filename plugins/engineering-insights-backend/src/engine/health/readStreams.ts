import type { StreamHealth } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../database/prepared';

interface StreamRow {
  readonly source: string;
  readonly origin: string;
  readonly scope: string;
  readonly stream: string;
  readonly lastSuccessAt: Date | null;
  readonly coveredFrom: Date | null;
  readonly coveredTo: Date | null;
  readonly isHistoryDone: boolean;
  readonly lastError: { name: string; message: string; at?: string } | null;
  readonly failureCount: number;
  readonly dueAt: Date;
}

/** How far each stream of the components was read. */
export async function readStreams(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  /** ISO 8601: a stream not read since is stale. */
  readonly staleBefore: string;
}): Promise<readonly StreamHealth[]> {
  const { knex, entityIds, staleBefore } = options;
  const { rows } = await prepared<{ rows: StreamRow[] }>(
    knex,
    `select distinct
            scope.source as source,
            scope.origin as origin,
            scope.external_id as scope,
            stream.name as stream,
            stream.last_success_at as "lastSuccessAt",
            stream.covered_from as "coveredFrom",
            stream.covered_to as "coveredTo",
            stream.is_history_done as "isHistoryDone",
            stream.last_error as "lastError",
            stream.failure_count as "failureCount",
            stream.due_at as "dueAt"
       from entity_scopes as entity_scope
       join scopes as scope on scope.id = entity_scope.scope_id
       join streams as stream on stream.scope_id = scope.id
      where entity_scope.entity_id = any(:entityIds::int[])
      order by 1, 2, 3, 4`,
    { entityIds: [...entityIds] },
  );
  return rows.map(row => {
    const lastSuccessAt = row.lastSuccessAt?.toISOString();
    const { lastError } = row;
    return {
      source: row.source,
      origin: row.origin,
      scope: row.scope,
      stream: row.stream,
      ...(lastSuccessAt && { lastSuccessAt }),
      ...(row.coveredFrom && { coveredFrom: row.coveredFrom.toISOString() }),
      ...(row.coveredTo && { coveredTo: row.coveredTo.toISOString() }),
      isHistoryDone: row.isHistoryDone,
      isStale: lastSuccessAt !== undefined && lastSuccessAt < staleBefore,
      ...(lastError && {
        lastError: {
          name: lastError.name,
          message: lastError.message,
          at: lastError.at ?? row.dueAt.toISOString(),
          retryAt: row.dueAt.toISOString(),
        },
      }),
    };
  });
}
