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

async function readTicksByPid(knex: Knex): Promise<Map<number, number>> {
  const { rows } = await knex.raw<{ rows: { pid: number }[] }>(
    `select pid from pg_stat_activity
    where datname = current_database() and backend_type = 'client backend'`,
  );
  return new Map(
    await Promise.all(
      rows.map(async ({ pid }) => [pid, await readTicks(pid)] as const),
    ),
  );
}

/**
 * Processor seconds of Node and of the database's connections since the call,
 * which other programs on the machine change less than they change waiting.
 * Those of connections that were closed meanwhile are not known, and those of
 * the database are 0 where there is no /proc.
 */
export async function createCpuMeter(
  knex: Knex,
): Promise<() => Promise<{ node: number; postgres: number }>> {
  const before = await readTicksByPid(knex);
  const nodeBefore = process.cpuUsage();
  return async () => {
    const { user, system } = process.cpuUsage(nodeBefore);
    const after = await readTicksByPid(knex);
    const ticks = [...after].reduce(
      (sum, [pid, own]) => sum + own - (before.get(pid) ?? 0),
      0,
    );
    return {
      node: (user + system) / 1_000_000,
      postgres: ticks / TICKS_PER_SECOND,
    };
  };
}
