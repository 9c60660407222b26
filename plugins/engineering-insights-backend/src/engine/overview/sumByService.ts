import type { WeightedPart } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { Member } from '../Member';
import { observationSql } from '../observationSql';
import type { Period } from '../Period';

/** What a service brings to the mean or the share of a period. */
export interface ServiceSum extends WeightedPart {
  readonly entityId: number;
  readonly periodNo: number;
}

/** Whether a metric's value can be divided among services: a mean of durations, or a share. */
function weightSql({ definition }: Metric): { weight: string; sum: string } {
  switch (definition.aggregate) {
    case 'quantile':
      return { weight: 'count(*)', sum: 'sum(value)' };
    case 'ratio':
      return { weight: 'sum(denominator)', sum: 'sum(numerator)' };
    default:
      throw new Error(
        `${definition.id} is neither a duration nor a share, so its change is not divided.`,
      );
  }
}

/**
 * The observations of one target by the service that they were first seen on, in
 * each period: those that its value is made of, each once.
 */
export async function sumByService(options: {
  readonly knex: Knex;
  readonly metric: Metric;
  /** Of one target. */
  readonly members: readonly Member[];
  readonly periods: readonly Period[];
}): Promise<readonly ServiceSum[]> {
  const { knex, metric } = options;
  const placed = observationSql({
    ...options,
    metrics: [metric],
    scope: { cohort: 'all', clock: 'elapsed' },
  });
  const { weight, sum } = weightSql(metric);
  const { rows } = await knex.raw<{ rows: ServiceSum[] }>(
    `with ${placed.sql}
     select entity_id as "entityId",
            period_no as "periodNo",
            ${weight}::double precision as weight,
            ${sum}::double precision as sum
       from placed
      where excluded_reason is null
      group by entity_id, period_no`,
    placed.bindings as never,
  );
  return rows;
}
