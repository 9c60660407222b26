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
 * The kept answers of entities in exactly this window, by their ids; without
 * those of whom one answer is of another window, or of another version of its
 * metric.
 */
export async function readCurrentAnswers(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly window: MetricWindow;
  readonly metrics: readonly {
    readonly id: string;
    readonly version: number;
  }[];
}): Promise<ReadonlyMap<number, CurrentAnswers>> {
  const { knex, entityIds, window, metrics } = options;
  const rows: {
    entity_id: number;
    metric_id: string;
    metric_version: number;
    answer: MetricAnswer;
    calculated_at: Date;
  }[] = await knex('current_values')
    .select(
      'entity_id',
      'metric_id',
      'metric_version',
      'answer',
      'calculated_at',
    )
    .whereIn('entity_id', [...entityIds])
    .where({ window_from: window.from, window_to: window.to });
  const byKey = new Map(
    rows.map(row => [
      `${row.entity_id} ${row.metric_id} ${row.metric_version}`,
      row,
    ]),
  );
  return new Map(
    entityIds.flatMap(entityId => {
      const kept = metrics.flatMap(
        ({ id, version }) => byKey.get(`${entityId} ${id} ${version}`) ?? [],
      );
      if (kept.length < metrics.length) {
        return [];
      }
      const oldest = Math.min(...kept.map(row => row.calculated_at.getTime()));
      return [
        [
          entityId,
          {
            answers: kept.map(row => row.answer),
            calculatedAt: new Date(oldest).toISOString(),
          },
        ],
      ];
    }),
  );
}
