import type {
  MetricAnswer,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../../prepared';

export interface CurrentValue {
  readonly entityId: number;
  readonly metricVersion: number;
  readonly windowDays: number;
  readonly window: MetricWindow;
  readonly answer: MetricAnswer;
}

/** Writes the values of the windows that end with today over those of before. */
export async function upsertCurrentValues(options: {
  readonly knex: Knex;
  readonly values: readonly CurrentValue[];
  readonly calculatedAt: string;
}): Promise<void> {
  const { knex, values, calculatedAt } = options;
  if (values.length === 0) {
    return;
  }
  const rows = values.map(
    ({ entityId, metricVersion, windowDays, window, answer }) => ({
      entity_id: entityId,
      metric_id: answer.metricId,
      window_days: windowDays,
      metric_version: metricVersion,
      status: answer.value.status,
      value: 'value' in answer.value ? answer.value.value : null,
      sample_size: 'value' in answer.value ? answer.value.sampleSize : 0,
      band: answer.band?.level ?? null,
      answer,
      window_from: window.from,
      window_to: window.to,
    }),
  );
  await prepared(
    knex,
    `insert into current_values (
       entity_id, metric_id, window_days, metric_version, status, value,
       sample_size, band, answer, window_from, window_to, calculated_at)
     select calculated.*, :calculatedAt::timestamptz
       from jsonb_to_recordset(:rows::jsonb) as calculated (
              entity_id int, metric_id text, window_days int,
              metric_version int, status text, value double precision,
              sample_size int, band text, answer jsonb, window_from timestamptz,
              window_to timestamptz)
      order by entity_id, metric_id, window_days
     on conflict (entity_id, metric_id, window_days) do update
       set metric_version = excluded.metric_version,
           status = excluded.status,
           value = excluded.value,
           sample_size = excluded.sample_size,
           band = excluded.band,
           answer = excluded.answer,
           window_from = excluded.window_from,
           window_to = excluded.window_to,
           calculated_at = excluded.calculated_at`,
    { rows: JSON.stringify(rows), calculatedAt },
  );
}
