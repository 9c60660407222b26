import type { Knex } from 'knex';
import { prepared } from '../../prepared';
import type { FactTable } from './factTables';
import { type StoredFact, toFactRow } from './factRow';

/** Writes the rows of one kind and scope, sorted by key. */
export async function upsertFactRows(options: {
  knex: Knex;
  table: FactTable;
  scopeId: number;
  rows: readonly StoredFact[];
}): Promise<void> {
  const { knex, table, scopeId, rows } = options;
  if (rows.length === 0) return;
  const columns = [
    { name: 'external_id', type: 'text' },
    { name: 'source_updated_at', type: 'timestamptz' },
    { name: 'field_times', type: 'jsonb' },
    { name: 'deleted_at', type: 'timestamptz' },
    ...table.fields.flatMap(field => field.columns),
  ];
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  const types = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  const updates = columns
    .slice(1)
    .map(({ name }) => `"${name}" = excluded."${name}"`)
    .join(', ');
  await prepared(
    knex,
    `insert into ${table.table} (scope_id, ${names})
     select cast(:scopeId as integer), ${names}
     from json_to_recordset(cast(:rows as json)) as told(${types})
     order by external_id
     on conflict (scope_id, external_id) do update
       set ${updates}`,
    { scopeId, rows: JSON.stringify(rows.map(row => toFactRow(table, row))) },
  );
}
