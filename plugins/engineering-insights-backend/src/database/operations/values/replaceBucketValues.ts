import type {
  BandLevel,
  Bucket,
  MetricValue,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

export interface BucketValue {
  readonly entityId: number;
  readonly metricId: string;
  readonly metricVersion: number;
  /** ISO 8601: first instant of the bucket. */
  readonly from: string;
  readonly value: MetricValue;
  readonly band?: BandLevel;
}

/**
 * Makes the buckets of some entities and metrics in a window be the ones given;
 * rows that stay the same are not written, those not given are deleted.
 */
export async function replaceBucketValues(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly metricIds: readonly string[];
  readonly bucket: Bucket;
  readonly window: MetricWindow;
  readonly values: readonly BucketValue[];
  readonly calculatedAt: string;
}): Promise<void> {
  const { knex, entityIds, metricIds, bucket, window, values, calculatedAt } =
    options;
  const rows = values.map(
    ({ entityId, metricId, metricVersion, from, value, band }) => ({
      entity_id: entityId,
      metric_id: metricId,
      metric_version: metricVersion,
      from_at: from,
      status: value.status,
      value: 'value' in value ? value.value : null,
      sample_size: 'value' in value ? value.sampleSize : 0,
      band: band ?? null,
      answer: value,
    }),
  );
  await prepared(
    knex,
    `with calculated as (
       select *
         from jsonb_to_recordset(:rows::jsonb) as calculated (
                entity_id int, metric_id text, metric_version int,
                from_at timestamptz, status text, value double precision,
                sample_size int, band text, answer jsonb)
     ),
     deleted as (
       delete from bucket_values as stored
        where stored.entity_id = any(:entityIds::int[])
          and stored.metric_id = any(:metricIds::text[])
          and stored.bucket = :bucket::text
          and stored.from_at >= :from::timestamptz
          and stored.from_at < :to::timestamptz
          and not exists (
            select
              from calculated
             where calculated.entity_id = stored.entity_id
               and calculated.metric_id = stored.metric_id
               and calculated.from_at = stored.from_at)
     )
     insert into bucket_values as stored (
       entity_id, metric_id, bucket, from_at, metric_version, status, value,
       sample_size, band, answer, calculated_at)
     select entity_id, metric_id, :bucket::text, from_at, metric_version,
            status, value, sample_size, band, answer, :calculatedAt::timestamptz
       from calculated
      order by entity_id, metric_id, from_at
     on conflict (entity_id, metric_id, bucket, from_at) do update
       set metric_version = excluded.metric_version,
           status = excluded.status,
           value = excluded.value,
           sample_size = excluded.sample_size,
           band = excluded.band,
           answer = excluded.answer,
           calculated_at = excluded.calculated_at
     where (stored.metric_version, stored.answer, stored.band)
           is distinct from
           (excluded.metric_version, excluded.answer, excluded.band)`,
    {
      rows: JSON.stringify(rows),
      entityIds: [...entityIds],
      metricIds: [...metricIds],
      bucket,
      from: window.from,
      to: window.to,
      calculatedAt,
    },
  );
}
