import type { Knex } from 'knex';

// What may differ between two ways to the same end: ids, and when things were done.
const VARYING =
  /^(id|observed_at|due_at|leased_by|leased_until|covered_from|covered_to|last_success_at|failure_count|last_error|received_at|processed_at|attempt_count)$/;
const TABLES = [
  'commits',
  'source_deployments',
  'payloads',
  'streams',
  'scopes',
  'dirty_marks',
  'webhook_deliveries',
];

/** The whole content of what ingestion writes, in one order, to compare two installations. */
export async function dumpTables(
  knex: Knex,
): Promise<Record<string, string[]>> {
  const dump: Record<string, string[]> = {};
  for (const table of TABLES) {
    const rows: Record<string, unknown>[] = await knex(table);
    dump[table] = rows
      .map(row =>
        JSON.stringify(
          Object.fromEntries(
            Object.entries(row)
              .filter(([column]) => !VARYING.test(column))
              .map(([column, value]) => [
                column,
                // Where history begins is when the first reading began; how far it went is in the cursor.
                column === 'history_cursor' && value
                  ? (value as { cursor: unknown }).cursor
                  : value,
              ]),
          ),
        ),
      )
      .sort();
  }
  return dump;
}
