import type {
  Metric,
  MetricScope,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { prepared } from '../../database/prepared';
import type { Member } from '../Member';
import { observationSql } from '../observationSql';
import type { Period } from '../Period';
import type { Crowd } from './Crowd';
import { sliceMembers } from './sliceMembers';

interface CrowdRow {
  readonly periodNo: number;
  readonly peopleCount: number;
  /** Each: numbers of target sets whose union is meant, such as `3 17`. */
  readonly unions: readonly string[];
}

/**
 * Who did what a metric counts in which targets, in the order of the periods.
 * The database counts the people: no key of any of them leaves it.
 */
export async function readCrowds(options: {
  readonly knex: Knex;
  readonly metric: Metric;
  readonly scope: MetricScope;
  /** Of every target that a reader can ask for. */
  readonly members: readonly Member[];
  /** Those that the members name by number. */
  readonly periods: readonly Period[];
}): Promise<readonly (readonly Crowd[])[]> {
  const { knex, metric, scope, periods } = options;
  const { slices, targetSets } = sliceMembers(options.members);
  const placed = observationSql({
    metrics: [metric],
    scope,
    members: slices,
    periods,
  });
  const { rows } = await prepared<{ rows: CrowdRow[] }>(
    knex,
    `with ${placed.sql},
     of_observation as (
       select period_no,
              observation_key,
              person_key,
              string_agg(distinct target_id::text, ' ') as target_sets
         from placed
        where excluded_reason is null
          and person_key is not null
        group by period_no, observation_key, person_key
     ),
     of_person as (
       select period_no, array_agg(distinct target_sets) as unions
         from of_observation
        group by period_no, person_key
     )
     select period_no as "periodNo",
            unions,
            count(*)::int as "peopleCount"
       from of_person
      group by period_no, unions`,
    placed.bindings,
  );
  const crowds: Crowd[][] = periods.map(() => []);
  for (const { periodNo, peopleCount, unions } of rows) {
    crowds[periodNo].push({
      peopleCount,
      targetSets: unions.map(union =>
        union.split(' ').flatMap(setNo => targetSets[Number(setNo)]),
      ),
    });
  }
  return crowds;
}
