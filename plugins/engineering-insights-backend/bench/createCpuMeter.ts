import { readFile } from 'node:fs/promises';
import type { Knex } from 'knex';

/** What /proc counts in. */
const TICKS_PER_SECOND = 100;

async function readTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(
    () => undefined,
  );
  // The name of the program stands in parentheses and may hold spaces.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields ? Number(fields[11]) + Number(fields[12]) : 0;
}

async function readPostgresSeconds(knex: Knex): Promise<number> {
  const { rows } = await knex.raw<{ rows: { pid: number }[] }>(
    `select pid from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'`,
  );
  const ticks = await Promise.all(rows.map(row => readTicks(row.pid)));
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

/**
 * Processor seconds of Node and of the database's connections since the call,
 * which other programs on the machine change less than they change waiting.
 * Those of the database are 0 where there is no /proc.
 */
export async function createCpuMeter(
  knex: Knex,
): Promise<() => Promise<{ node: number; postgres: number }>> {
  const postgresBefore = await readPostgresSeconds(knex);
  const nodeBefore = process.cpuUsage();
  return async () => {
    const { user, system } = process.cpuUsage(nodeBefore);
    return {
      node: (user + system) / 1_000_000,
      postgres: (await readPostgresSeconds(knex)) - postgresBefore,
    };
  };
}
