import type { Fraction } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import {
  memberBindings,
  type MemberPeriod,
} from '../../database/operations/read/MemberPeriod';
import { CHECKED_SQL, COUNTS_BY_SERVICE_SQL } from './checkedSql';
import { toFractions, type FractionCount } from './toFractions';

/** The fractions of each component while it belonged, by its id; of one of which there is nothing to count, none. */
export async function readFractionsByService(options: {
  readonly knex: Knex;
  readonly members: readonly MemberPeriod[];
}): Promise<ReadonlyMap<number, readonly Fraction[]>> {
  const { rows } = await options.knex.raw<{
    rows: { entityId: number; fractions: readonly FractionCount[] }[];
  }>(
    `with ${CHECKED_SQL},
     ${COUNTS_BY_SERVICE_SQL}
     select entity_id as "entityId", fractions as "fractions"
       from fraction_counts`,
    memberBindings(options.members) as never,
  );
  return new Map(
    rows.map(({ entityId, fractions }) => [entityId, toFractions(fractions)]),
  );
}
