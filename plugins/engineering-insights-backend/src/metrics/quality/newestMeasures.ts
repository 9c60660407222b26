import type { CommonTable } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';

/**
 * The tables up to `newest_<name>`: of each scope the newest measurement at
 * each moment.
 */
export function newestMeasures(options: {
  /** Of the table, in snake case. */
  readonly name: string;
  /** Ours, and what it is stored as by those who measure it. */
  readonly measures: readonly string[];
}): readonly CommonTable[] {
  const measures = options.measures.map(measure => `'${measure}'`).join(', ');
  return [
    BOUND,
    {
      name: `newest_${options.name}`,
      sql: `
      select bound.entity_id,
             bound.scope_id || ':' || newest.external_id as observation_key,
             moment.at,
             newest.value
        from moment
        join bound
          on moment.at >= bound.from_at
         and moment.at < bound.to_at
        cross join lateral (
          select measured.external_id, measured.value
            from unnest(array[${measures}]) as named (measure)
           cross join lateral (
             select quality_measure.external_id, quality_measure.value,
                    quality_measure.measured_at
               from quality_measures as quality_measure
              where quality_measure.scope_id = bound.scope_id
                and quality_measure.measure = named.measure
                and quality_measure.measured_at <= moment.at
                and quality_measure.value is not null
                and quality_measure.deleted_at is null
              order by quality_measure.measured_at desc,
                       quality_measure.external_id
              limit 1
           ) as measured
           order by measured.measured_at desc, measured.external_id
           limit 1
        ) as newest`,
    },
  ];
}
