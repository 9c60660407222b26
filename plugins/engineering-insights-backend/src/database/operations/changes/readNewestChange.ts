import type { Knex } from 'knex';

/** Where the numbers of changes have come to. */
export async function readNewestChange(options: {
  readonly knex: Knex;
}): Promise<{
  /** The highest number that can be seen; 0 where there is none. */
  readonly newestId: number;
  /** No number above was ever given: what names one is of another database. */
  readonly lastGivenId: number;
}> {
  const { rows } = await options.knex.raw<{
    rows: { newestId: string; lastGivenId: string }[];
  }>(
    `select
       coalesce((select max(id) from value_changes), 0) as "newestId",
       (select last_value from value_changes_id_seq) as "lastGivenId"`,
  );
  const [{ newestId, lastGivenId }] = rows;
  return { newestId: Number(newestId), lastGivenId: Number(lastGivenId) };
}
