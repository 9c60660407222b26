import type { Knex } from 'knex';

/** Where something was found, and an example of the text around it. */
export interface Finding {
  readonly table: string;
  readonly column: string;
  readonly rowCount: number;
  readonly example: string;
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/**
 * Looks for whole words in every column of every table of a database: texts,
 * lists, JSON and bytes. A word is whole where no letter, digit, `_` or `-`
 * stands beside it; capital letters make no difference.
 */
export async function findInDatabase(options: {
  readonly knex: Knex;
  readonly words: readonly string[];
}): Promise<Finding[]> {
  const { knex, words } = options;
  const alternatives = words
    .map(word => word.toLowerCase().replaceAll(ESCAPED, '\\$&'))
    .join('|');
  // Looked for alone first, as a word's limits make it slow.
  const patterns = {
    loose: alternatives,
    whole: `(?:^|[^a-z0-9_-])(?:${alternatives})(?![a-z0-9_-])`,
  };
  const findings: Finding[] = [];
  for (const { table, column, isBytes } of await listColumns(knex)) {
    const text = isBytes
      ? `encode(t.:column:, 'escape')`
      : 'cast(t.:column: as text)';
    const { rows } = await knex.raw<{
      rows: { count: number; example: string | null }[];
    }>(
      `with found as (
         select substring(lower(${text}) from :whole) as example
         from :table: as t
         where lower(${text}) ~ :loose
       )
       select cast(count(*) as integer) as count, min(example) as example
       from found where example is not null`,
      { table, column, ...patterns },
    );
    const [{ count, example }] = rows;
    if (count > 0)
      findings.push({ table, column, rowCount: count, example: example ?? '' });
  }
  return findings;
}

async function listColumns(
  knex: Knex,
): Promise<{ table: string; column: string; isBytes: boolean }[]> {
  // A parent's rows stand in its partitions.
  const { rows } = await knex.raw<{
    rows: { table: string; column: string; isBytes: boolean }[];
  }>(`
    select classes.relname as "table", attributes.attname as "column",
      attributes.atttypid = cast('bytea' as regtype) as "isBytes"
    from pg_class as classes
    join pg_attribute as attributes on attributes.attrelid = classes.oid
    join pg_type as types on types.oid = attributes.atttypid
    where classes.relkind = 'r'
      and classes.relnamespace = cast(current_schema() as regnamespace)
      and attributes.attnum > 0
      and not attributes.attisdropped
      and (
        types.typcategory in ('S', 'A', 'E')
        or types.typname in ('json', 'jsonb', 'bytea', 'xml', 'tsvector')
      )
    order by classes.relname, attributes.attnum`);
  return rows;
}
