import type { Knex } from 'knex';
import { FACT_TABLES } from '../facts/factTables';

/** One name that is taken out of every table. */
export interface Replacement {
  /** A regular expression of Postgres, without regard to case. */
  readonly pattern: string;
  readonly by: string;
  /** Only where sources' own texts stand: `messages`, or also in facts; else everywhere. */
  readonly within?: 'messages' | 'facts';
}

export interface ErasePersonOptions {
  readonly knex: Knex;
  /** Of the User. */
  readonly personKey: string;
  /** By which key each account is known from now on. */
  readonly accounts: readonly { readonly key: string; readonly by: string }[];
  readonly erasedKeys: readonly string[];
  readonly replacements: readonly Replacement[];
}

export interface Erased {
  readonly factCount: number;
  readonly messageCount: number;
  readonly correctionCount: number;
}

const isOfMessages = (table: string) =>
  table === 'webhook_deliveries' || /^payloads_/.test(table);
const OF_FACTS: ReadonlySet<string> = new Set(
  Object.values(FACT_TABLES).map(({ table }) => table),
);

/**
 * Takes a person out of every table, in one transaction: accounts get keys that
 * nobody can find, so that each fact is still somebody's, and names are replaced
 * wherever they stand.
 */
export async function erasePerson(
  options: ErasePersonOptions,
): Promise<Erased> {
  const { personKey, accounts, erasedKeys } = options;
  return options.knex.transaction(async knex => {
    // Whoever stores something has read who is erased, and holds that until its end.
    await knex.raw('lock table erased_names in access exclusive mode');
    await knex('erased_names')
      .insert(erasedKeys.map(key => ({ key })))
      .onConflict('key')
      .ignore();
    const keys = accounts.map(({ key }) => key);
    await knex('people').where({ key: personKey }).delete();
    await knex('identities').whereIn('key', keys).delete();
    await knex('listed_actors').whereIn('key', keys).delete();
    const factCount = await replaceKeys({ knex, accounts });
    const counts = await replaceNames({ ...options, knex });
    return {
      factCount,
      messageCount: counts
        .filter(({ table }) => isOfMessages(table))
        .reduce((sum, { count }) => sum + count, 0),
      correctionCount:
        counts.find(
          ({ table, column }) => table === 'marks' && column === 'created_by',
        )?.count ?? 0,
    };
  });
}

async function replaceKeys(options: {
  readonly knex: Knex;
  readonly accounts: ErasePersonOptions['accounts'];
}): Promise<number> {
  const { knex } = options;
  let total = 0;
  for (const { table, fields } of Object.values(FACT_TABLES)) {
    for (const { type, columns } of fields) {
      if (type !== 'identity') continue;
      const { rowCount } = await knex.raw<{ rowCount: number }>(
        `update :table: as fact
         set :column: = account.by
         from json_to_recordset(cast(:accounts as json))
           as account (key text, by text)
         where fact.:column: = account.key`,
        {
          table,
          column: columns[0].name,
          accounts: JSON.stringify(options.accounts),
        },
      );
      total += rowCount;
    }
  }
  return total;
}

interface TextColumn {
  readonly table: string;
  readonly column: string;
  /** As Postgres writes it: `text[]`. */
  readonly type: string;
}

async function replaceNames(
  options: Pick<ErasePersonOptions, 'knex' | 'replacements'>,
): Promise<{ table: string; column: string; count: number }[]> {
  const { knex, replacements } = options;
  const counts: { table: string; column: string; count: number }[] = [];
  for (const { table, column, type } of await listTextColumns(knex)) {
    const applied = replacements.filter(({ within }) => {
      if (within === undefined || isOfMessages(table)) return true;
      return within === 'facts' && OF_FACTS.has(table);
    });
    const bindings: Record<string, string> = { table, column };
    applied.forEach(({ pattern, by }, index) => {
      bindings[`pattern${index}`] = pattern;
      bindings[`by${index}`] = by;
    });
    const replaced = applied.reduce(
      (text, _, index) =>
        `regexp_replace(${text}, :pattern${index}, :by${index}, 'gi')`,
      'cast(:column: as text)',
    );
    const isNamed = applied
      .map((_, index) => `cast(:column: as text) ~* :pattern${index}`)
      .join(' or ');
    const { rowCount } = await knex.raw<{ rowCount: number }>(
      `update :table: set :column: = cast(${replaced} as ${type})
       where ${isNamed}`,
      bindings,
    );
    counts.push({ table, column, count: rowCount });
  }
  return counts;
}

async function listTextColumns(knex: Knex): Promise<TextColumn[]> {
  const { rows } = await knex.raw<{ rows: TextColumn[] }>(`
    select classes.relname as "table", attributes.attname as "column",
      format_type(attributes.atttypid, attributes.atttypmod) as "type"
    from pg_class as classes
    join pg_attribute as attributes on attributes.attrelid = classes.oid
    where classes.relkind = 'r'
      and classes.relnamespace = cast(current_schema() as regnamespace)
      and attributes.attnum > 0
      and not attributes.attisdropped
      and attributes.attgenerated = ''
      and attributes.atttypid in (
        cast('text' as regtype), cast('text[]' as regtype),
        cast('varchar' as regtype), cast('jsonb' as regtype),
        cast('json' as regtype)
      )
      and classes.relname !~ '^knex_'
    order by classes.relname, attributes.attnum`);
  return rows;
}
