import type { Knex } from 'knex';

/** One month of payloads. */
export interface PayloadPartition {
  readonly name: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** Lists the months that have a partition. */
export async function listPayloadPartitions(options: {
  readonly knex: Knex;
}): Promise<PayloadPartition[]> {
  const { rows } = await options.knex.raw<{ rows: { name: string }[] }>(`
    select child.relname as name
    from pg_inherits
    join pg_class as child on child.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = cast('payloads' as regclass)
      and child.relname ~ '^payloads_[0-9]{4}_[0-9]{2}$'
    order by child.relname`);
  return rows.map(({ name }) => {
    const [year, month] = name.split('_').slice(1).map(Number);
    return {
      name,
      from: new Date(Date.UTC(year, month - 1)).toISOString(),
      to: new Date(Date.UTC(year, month)).toISOString(),
    };
  });
}

/** Gives a month its partition and moves there what came before it had one. */
export async function addPayloadPartition(options: {
  readonly knex: Knex;
  readonly partition: PayloadPartition;
}): Promise<void> {
  const { partition } = options;
  await options.knex.transaction(async knex => {
    const bounds = { from: partition.from, to: partition.to };
    const name = { name: partition.name };
    // The default partition must hold nothing of a month that is attached.
    await knex.raw('lock table payloads in share row exclusive mode');
    await knex.raw(
      'create table if not exists :name: (like payloads including all excluding identity)',
      name,
    );
    await knex.raw(
      `with moved as (
         delete from payloads_default
         where observed_at >= :from and observed_at < :to
         returning *
       )
       insert into :name: select * from moved`,
      { ...name, ...bounds },
    );
    await knex.raw(
      `alter table payloads attach partition ${knex
        .ref(partition.name)
        .toQuery()}
       for values from ('${partition.from}') to ('${partition.to}')`,
    );
  });
}

/** Drops a month of payloads at once. */
export async function dropPayloadPartition(options: {
  readonly knex: Knex;
  readonly partition: PayloadPartition;
}): Promise<void> {
  await options.knex.schema.dropTableIfExists(options.partition.name);
}

const DELETED_AT_ONCE = 5_000;

/** Deletes what is too old and stands in no partition that can be dropped whole: payloads of a month that is not over, processed webhooks, records of runs. */
export async function deleteOldRows(options: {
  readonly knex: Knex;
  readonly payloadsBefore: string;
  readonly runsBefore: string;
}): Promise<{ deletedCount: number }> {
  const { knex, payloadsBefore, runsBefore } = options;
  const payloads = await deletePayloads({ knex, before: payloadsBefore });
  const deliveries = await knex('webhook_deliveries')
    .whereNotNull('processed_at')
    .where('received_at', '<', payloadsBefore)
    .delete();
  const runs = await knex('stream_runs')
    .where('started_at', '<', runsBefore)
    .delete();
  return { deletedCount: payloads + deliveries + runs };
}

/** Many rows in short statements, so that those who write need not wait. */
async function deletePayloads(options: {
  readonly knex: Knex;
  readonly before: string;
}): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await options.knex.raw<{ rowCount: number }>(
      `delete from payloads
       where (id, observed_at) in (
         select id, observed_at from payloads
         where observed_at < cast(:before as timestamptz)
         limit :limit)`,
      { before: options.before, limit: DELETED_AT_ONCE },
    );
    total += rowCount;
    if (rowCount < DELETED_AT_ONCE) return total;
  }
}
