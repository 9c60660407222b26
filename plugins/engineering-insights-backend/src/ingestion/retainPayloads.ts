import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import {
  addPayloadPartition,
  deleteOldRows,
  dropPayloadPartition,
  listPayloadPartitions,
  type PayloadPartition,
} from '../database/operations/ingestion/payloadPartitions';

const MONTHS_AHEAD = 2;
const DEFAULT_RETENTION_DAYS = 30;
const RUN_RETENTION_DAYS = 30;

/**
 * Keeps what sources sent for as long as configured: makes the partitions of
 * the months to come, and drops what is older. Facts stay.
 */
export async function retainPayloads(options: {
  readonly knex: Knex;
  readonly retentionDays?: number;
  /** ISO 8601. */
  readonly now: string;
}): Promise<{
  addedCount: number;
  droppedCount: number;
  deletedCount: number;
}> {
  const { knex, retentionDays = DEFAULT_RETENTION_DAYS } = options;
  const now = DateTime.fromISO(options.now, { zone: 'utc' });
  const before = now.minus({ days: retentionDays });
  const known = await listPayloadPartitions({ knex });
  const added = monthsAhead(now).filter(
    month => !known.some(each => each.name === month.name),
  );
  for (const partition of added) await addPayloadPartition({ knex, partition });
  const old = known.filter(
    partition => DateTime.fromISO(partition.to) <= before,
  );
  for (const partition of old) await dropPayloadPartition({ knex, partition });
  const { deletedCount } = await deleteOldRows({
    knex,
    payloadsBefore: before.toISO()!,
    runsBefore: now.minus({ days: RUN_RETENTION_DAYS }).toISO()!,
  });
  return { addedCount: added.length, droppedCount: old.length, deletedCount };
}

function monthsAhead(now: DateTime): PayloadPartition[] {
  return Array.from({ length: MONTHS_AHEAD + 1 }, (_, index) => {
    const from = now.startOf('month').plus({ months: index });
    return {
      name: `payloads_${from.toFormat('yyyy_MM')}`,
      from: from.toISO()!,
      to: from.plus({ months: 1 }).toISO()!,
    };
  });
}
