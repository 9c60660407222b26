import type {
  MetricAnswer,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** Metrics as they were calculated together. */
export interface CurrentAnswers {
  /** In the order in which the metrics were asked for. */
  readonly answers: readonly MetricAnswer[];
  /** ISO 8601. */
  readonly calculatedAt: string;
}

/**
 * The kept answers of an entity in exactly this window; undefined where one of
 * them is of another window, or of another version of its metric.
 */
export async function readCurrentAnswers(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly window: MetricWindow;
  readonly metrics: readonly {
    readonly id: string;
    readonly version: number;
  }[];
}): Promise<CurrentAnswers | undefined> {
  const { knex, entityId, window, metrics } = options;
  const rows: {
    metric_id: string;
    metric_version: number;
    answer: MetricAnswer;
    calculated_at: Date;
  }[] = await knex('current_values')
    .select('metric_id', 'metric_version', 'answer', 'calculated_at')
    .where({
      entity_id: entityId,
      window_from: window.from,
      window_to: window.to,
    });
  const kept = metrics.flatMap(({ id, version }) =>
    rows.filter(row => row.metric_id === id && row.metric_version === version),
  );
  if (kept.length < metrics.length) {
    return undefined;
  }
  const oldest = Math.min(...kept.map(row => row.calculated_at.getTime()));
  return {
    answers: kept.map(row => row.answer),
    calculatedAt: new Date(oldest).toISOString(),
  };
}
