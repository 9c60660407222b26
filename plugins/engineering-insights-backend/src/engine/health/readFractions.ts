import type {
  EntityHealth,
  Fraction,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import {
  memberBindings,
  type MemberPeriod,
} from '../../database/operations/read/MemberPeriod';
import { prepared } from '../../database/prepared';
import { CHECKED_SQL } from './checkedSql';
import { toFractions, type FractionCount } from './toFractions';

interface FractionsRow {
  readonly fractions: readonly FractionCount[];
  readonly environments: EntityHealth['environments'];
}

const FRACTIONS_SQL = `
  with ${CHECKED_SQL},
  told as (
    -- What several components share is one, and complete if it is for any.
    select fraction, fact_key, bool_or(is_complete) as is_complete
      from checked
     group by fraction, fact_key
  ),
  fraction_counts as (
    select fraction,
           count(*) as total,
           count(*) filter (where is_complete) as count
      from told
     group by fraction
  ),
  deployed as (
    select d.environment,
           bool_or(d.is_production) as is_production,
           count(distinct (d.scope_id, d.fact_kind, d.external_id)) as count
      from asked as a
      join deployments as d
        on d.derivation_id = a.derivation_id
       and d.finished_at >= a.from_at
       and d.finished_at < a.to_at
     where d.environment is not null
     group by d.environment
  )
  select coalesce((
           select jsonb_agg(jsonb_build_object(
                    'fraction', fraction,
                    'count', count,
                    'total', total))
             from fraction_counts), '[]') as "fractions",
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'name', environment,
                    'deploymentCount', count,
                    'isProduction', is_production)
                  order by count desc, environment)
             from deployed), '[]') as "environments"`;

/** How much of what happened to components while they belonged is complete enough to be counted. */
export async function readFractions(options: {
  readonly knex: Knex;
  readonly members: readonly MemberPeriod[];
}): Promise<Pick<EntityHealth, 'fractions' | 'deployments' | 'environments'>> {
  const { knex, members } = options;
  const { rows } = await prepared<{ rows: FractionsRow[] }>(
    knex,
    FRACTIONS_SQL,
    memberBindings(members),
  );
  const [{ fractions: counts, environments }] = rows;
  const fractions: readonly Fraction[] = toFractions(counts);
  const [withRevision] = fractions;
  return {
    fractions,
    deployments: {
      usableCount: withRevision.count,
      totalCount: withRevision.total,
    },
    environments,
  };
}
