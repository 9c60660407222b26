import type { ServiceValue } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { AskedMetric } from './countBands';

interface ServiceValueRow {
  readonly entityId: number;
  readonly metricId: string;
  readonly status: ServiceValue['status'];
  readonly value: number | null;
  readonly sampleSize: number;
  readonly band: ServiceValue['band'] | null;
}

/** What is kept of some services in the window of so many days, by service. */
export async function readServiceValues(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly days: number;
  readonly metrics: readonly AskedMetric[];
}): Promise<ReadonlyMap<number, readonly ServiceValue[]>> {
  const { knex, entityIds, days, metrics } = options;
  const { rows } = await knex.raw<{ rows: ServiceValueRow[] }>(
    `select value.entity_id as "entityId",
            value.metric_id as "metricId",
            value.status as "status",
            value.value as "value",
            value.sample_size as "sampleSize",
            value.band as "band"
       from unnest(:entityIds::int[]) as service (entity_id)
       join current_values as value
         on value.entity_id = service.entity_id
        and value.window_days = :days::int
       join unnest(:metricIds::text[], :metricVersions::int[])
              with ordinality
              as asked (metric_id, metric_version, ordinality)
         on asked.metric_id = value.metric_id
        and asked.metric_version = value.metric_version
      order by value.entity_id, asked.ordinality`,
    {
      entityIds: [...entityIds],
      days,
      metricIds: metrics.map(({ id }) => id),
      metricVersions: metrics.map(({ version }) => version),
    },
  );
  const byEntity = new Map<number, ServiceValue[]>();
  for (const { entityId, value, band, ...row } of rows) {
    const values = byEntity.get(entityId) ?? [];
    values.push({
      ...row,
      ...(value !== null && { value }),
      ...(band && { band }),
    });
    byEntity.set(entityId, values);
  }
  return byEntity;
}
