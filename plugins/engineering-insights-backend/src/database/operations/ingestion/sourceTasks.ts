import type { StreamError } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** What is asked of a source beside its streams. */
export type SourceTask = 'scopes' | 'subscriptions';

/** How a task of one installation of a source went last. */
export interface ListedTask {
  readonly source: string;
  readonly origin: string;
  readonly task: SourceTask;
  readonly lastSuccessAt: Date | null;
  readonly lastError: StreamError | null;
}

/** Notes how a task went; an error stays until it went well. */
export async function saveTask(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly task: SourceTask;
  /** Absent where it went well. */
  readonly error?: { readonly name: string; readonly message: string };
}): Promise<void> {
  const { knex, source, origin, task, error } = options;
  await knex.raw(
    `insert into source_tasks (source, origin, task, last_success_at, last_error)
     values (:source, :origin, :task,
       case when cast(:error as jsonb) is null then now() end,
       cast(:error as jsonb) || jsonb_build_object('at', now()))
     on conflict (source, origin, task) do update
       set last_success_at = coalesce(excluded.last_success_at, source_tasks.last_success_at),
         last_error = excluded.last_error`,
    { source, origin, task, error: error ? JSON.stringify(error) : null },
  );
}

/** Lists how the tasks of all sources went. */
export async function listTasks(options: {
  readonly knex: Knex;
}): Promise<ListedTask[]> {
  const { rows } = await options.knex.raw<{ rows: ListedTask[] }>(`
    select source, origin, task,
      last_success_at as "lastSuccessAt", last_error as "lastError"
    from source_tasks
    order by source, origin, task`);
  return rows;
}
