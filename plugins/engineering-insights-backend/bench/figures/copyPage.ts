import type { Knex } from 'knex';

/** The rows of one page: which tables have them, and how a row tells the number of its pull request. */
const TABLES = [
  { table: 'payloads', numberSql: 'cast(external_id as integer)' },
  { table: 'pull_requests', numberSql: 'number' },
  { table: 'reviews', numberSql: 'cast(pull_request_external_id as integer)' },
] as const;

interface Column {
  readonly name: string;
  readonly type: string;
}

async function listColumns(knex: Knex, table: string): Promise<Column[]> {
  const { rows } = await knex.raw<{ rows: Column[] }>(
    `select attname as name, format_type(atttypid, atttypmod) as type
    from pg_attribute
    where attrelid = cast(:table as regclass)
      and attnum > 0 and not attisdropped
      and attname not in ('id', 'scope_id')
    order by attnum`,
    { table },
  );
  return rows;
}

interface Insert {
  readonly sql: string;
  readonly arrays: readonly (readonly (string | null)[])[];
}

/** The insert of rows that are in a table already, from one array per column. */
async function prepareInsert(options: {
  knex: Knex;
  table: string;
  numberSql: string;
  fromScopeId: number;
  toScopeId: number;
  firstNumber: number;
  lastNumber: number;
}): Promise<Insert> {
  const { knex, table, numberSql, toScopeId } = options;
  const { fromScopeId, firstNumber, lastNumber } = options;
  const columns = await listColumns(knex, table);
  const names = columns.map(({ name }) => `"${name}"`);
  const { rows } = await knex.raw<{ rows: Record<string, string | null>[] }>(
    `select ${names.map(name => `cast(${name} as text) as ${name}`).join(', ')}
    from ${table}
    where scope_id = :fromScopeId
      and ${numberSql} between :firstNumber and :lastNumber
    order by ${numberSql}`,
    { fromScopeId, firstNumber, lastNumber },
  );
  return {
    sql: `
      insert into ${table} (scope_id, ${names.join(', ')})
      select ${toScopeId}, ${columns
      .map(({ name, type }) => `cast("${name}" as ${type})`)
      .join(', ')}
      from unnest(${columns.map(() => 'cast(? as text[])').join(', ')})
        as told (${names.join(', ')})`,
    arrays: columns.map(({ name }) => rows.map(row => row[name])),
  };
}

/** Inserts the rows of a page for another scope, in one transaction. Returns the seconds that it took. */
export async function copyPage(options: {
  knex: Knex;
  fromScopeId: number;
  toScopeId: number;
  firstNumber: number;
  lastNumber: number;
}): Promise<number> {
  const { knex } = options;
  const inserts: Insert[] = [];
  for (const each of TABLES)
    inserts.push(await prepareInsert({ ...options, ...each }));
  const startedAt = performance.now();
  await knex.transaction(async trx => {
    for (const { sql, arrays } of inserts) await trx.raw(sql, arrays as never);
  });
  return (performance.now() - startedAt) / 1000;
}
