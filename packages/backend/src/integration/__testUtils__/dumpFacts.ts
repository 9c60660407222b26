import type { Knex } from 'knex';

const TABLES = [
  'commits',
  'pull_requests',
  'reviews',
  'pipeline_runs',
  'source_deployments',
  'releases',
  'incidents',
  'issues',
  'sprints',
  'findings',
  'quality_measures',
];
/** Numbers that the database gave out. */
const INTERNAL_COLUMNS = ['id', 'scope_id'];
/** What the company did is older; a time from then on is that of receiving, which stands in where a source tells none. */
const STARTED_AT = new Date();

type Row = Record<string, unknown>;

/** The times of single fields. Where the row's own is of receiving as well, they say no more than that it arrived in parts. */
function fieldTimesOf({ field_times, source_updated_at }: Row): string {
  const isReceivedRow = (source_updated_at as Date) >= STARTED_AT;
  return JSON.stringify(field_times, (_field, value: unknown) => {
    const isReceived =
      typeof value === 'string' && Date.parse(value) >= STARTED_AT.getTime();
    if (!isReceived) return value;
    return isReceivedRow ? undefined : 'received';
  });
}

/**
 * All facts, whole tables in the order of their natural keys. People are
 * numbered by their first appearance, because each installation salts its
 * hashes itself, and hosts are left out, because each server has its own port.
 */
export async function dumpFacts(knex: Knex): Promise<Record<string, Row[]>> {
  const people = new Map<unknown, string>();
  const personOf = (key: unknown) => {
    if (key === null) return null;
    if (!people.has(key)) people.set(key, `person ${people.size + 1}`);
    return people.get(key);
  };
  const valueOf = (column: string, value: unknown, row: Row) => {
    if (INTERNAL_COLUMNS.includes(column)) return undefined;
    if (column.endsWith('_key')) return personOf(value);
    if (column === 'url' && typeof value === 'string') {
      return new URL(value).pathname;
    }
    if (value instanceof Date && value >= STARTED_AT) return 'received';
    if (column === 'field_times') return fieldTimesOf(row);
    return value;
  };
  const dump: Record<string, Row[]> = {};
  for (const table of TABLES) {
    const rows: Row[] = await knex(table)
      .join('scopes', 'scopes.id', `${table}.scope_id`)
      .select(`${table}.*`, {
        source: 'scopes.source',
        scope: 'scopes.external_id',
      })
      .orderByRaw(
        `scopes.source, scopes.external_id collate "C", ${table}.external_id collate "C"`,
      );
    dump[table] = rows.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [
          column,
          valueOf(column, value, row),
        ]),
      ),
    );
  }
  return dump;
}

/** Fails with the first rows that differ, as whole tables are too long to read. */
export function expectSameFacts(
  collected: Record<string, Row[]>,
  expected: Record<string, Row[]>,
): void {
  for (const [table, rows] of Object.entries(expected)) {
    const found = collected[table];
    expect({ table, count: found.length }).toEqual({
      table,
      count: rows.length,
    });
    const differing = rows.findIndex(
      (row, index) => JSON.stringify(row) !== JSON.stringify(found[index]),
    );
    expect({ table, row: found[differing] }).toEqual({
      table,
      row: rows[differing],
    });
  }
}
