import type { Knex } from 'knex';

/** What is calculated of all else, and what reading sources and looking after the database leave behind. */
const BACKGROUND =
  /^(backstage_|bucket_|budgets|calendar|claim_walks|current_|deployment_|deployments$|derivations|dirty_marks|entities|failures|incident_attributions|knex_|policy_|remediations|rollouts|source_tasks|stream|value_changes|wanted_revisions|webhook_counters)/;

/** How many rows each table has and a hash of them, of all that sources, the catalog and people said. */
export async function fingerprint(
  knex: Knex,
): Promise<Readonly<Record<string, { count: number; hash: string | null }>>> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(`
    select relname as name
      from pg_class
     where relkind = 'r'
       and relnamespace = cast(current_schema() as regnamespace)
     order by relname`);
  const found: Record<string, { count: number; hash: string | null }> = {};
  for (const { name } of tables) {
    if (BACKGROUND.test(name)) continue;
    const { rows } = await knex.raw<{
      rows: { count: number; hash: string | null }[];
    }>(
      `select cast(count(*) as integer) as count,
              md5(string_agg(text, '|' order by text collate "C")) as hash
         from (select cast(each as text) as text from :name: as each) as texts`,
      { name },
    );
    [found[name]] = rows;
  }
  return found;
}
