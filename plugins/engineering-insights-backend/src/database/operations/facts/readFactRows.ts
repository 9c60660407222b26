import type { Knex } from 'knex';
import type { FactTable } from './factTables';
import { type FactRow, fromFactRow, type StoredFact } from './factRow';

/** What is known of the facts of one kind and scope, by external id, locked until the transaction ends. */
export async function readFactRows(options: {
  knex: Knex;
  table: FactTable;
  scopeId: number;
  externalIds: readonly string[];
}): Promise<Map<string, StoredFact>> {
  const { knex, table, scopeId, externalIds } = options;
  const columns = table.fields.flatMap(field =>
    field.columns.map(column => column.name),
  );
  const rows: FactRow[] = await knex(table.table)
    .select(
      'external_id',
      'source_updated_at',
      'field_times',
      'deleted_at',
      ...columns,
    )
    .where('scope_id', scopeId)
    .whereRaw('external_id = any(:externalIds)', { externalIds })
    .orderBy('external_id')
    .forUpdate();
  return new Map(rows.map(row => [row.external_id, fromFactRow(table, row)]));
}
