import {
  bucketsOf,
  PHASES,
  type Bucket,
  type Clock,
  type Cohort,
  type PhaseBucket,
  type PhaseName,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { durationSql } from '../metrics/durationSql';
import {
  PHASE_SQL,
  phaseSecondsSql,
  phaseUnknownSql,
  pullRequestBoundaries,
} from '../metrics';
import { commonTablesSql } from './commonTablesSql';
import type { Member } from './Member';
import { scopeSql } from './observationSql';
import type { Period } from './Period';

type MeanSeconds = PhaseBucket['meanSeconds'];
type PhaseRow = Record<PhaseName | 'notDivided', number> & {
  readonly bucketFrom: string;
  readonly pullRequestCount: number;
};

/**
 * Means add up where medians do not: over one cohort, the pull requests merged
 * in a bucket. One that lacks a boundary cannot be divided: its whole time, from
 * the first to the last boundary that is known, stands apart. Of several services
 * that one belongs to, that decides in which it can be divided, as in the metrics.
 */
function phaseBucketSql(
  bucket: Bucket,
  boundaries: string,
  scope: string,
  clock: Clock,
): string {
  const isDivided = PHASES.map(
    phase => `(${phaseUnknownSql(PHASE_SQL[phase])}) is null`,
  ).join(' and ');
  const seconds = PHASES.map(
    phase => `${phaseSecondsSql({ clock }, PHASE_SQL[phase])} as ${phase}`,
  );
  const means = PHASES.map(
    phase =>
      `coalesce(sum(${phase}) filter (where is_divided), 0) / count(*) as ${phase}`,
  );
  return `
    with ${scope},
    ${boundaries},
    divided as (
      select distinct on (observation_key)
             to_char(date_trunc('${bucket}', merged_at at time zone 'UTC'),
               'YYYY-MM-DD') as bucket_from,
             ${isDivided} as is_divided,
             ${seconds.join(',\n             ')},
             ${durationSql(
               { clock },
               'least(first_commit_at, ready_at, first_review_at, merged_at)',
               `case
                 when deployed_at is not null and is_contributing
                      and not is_deployed_out_of_order then deployed_at
                 else merged_at
               end`,
             )} as whole
        from bounded
        join member
          on member.entity_id = bounded.entity_id
         and bounded.merged_at >= member.from_at
         and bounded.merged_at < member.to_at
       where not is_left_out_as_bot
       order by observation_key, is_divided desc, deployed_at nulls last,
                bounded.entity_id
    )
    select bucket_from as "bucketFrom",
           count(*)::int as "pullRequestCount",
           ${means.join(',\n           ')},
           coalesce(sum(whole) filter (where not is_divided), 0) / count(*)
             as "notDivided"
      from divided
     group by bucket_from`;
}

const NO_SECONDS: MeanSeconds = {
  coding: 0,
  pickup: 0,
  review: 0,
  merge: 0,
  deploy: 0,
  notDivided: 0,
};

/** Mean seconds per pull request and phase, per bucket of a period. A bucket without pull requests says so by its count. */
export async function phaseBuckets(options: {
  readonly knex: Knex;
  /** Of one entity. */
  readonly members: readonly Member[];
  readonly period: Period;
  readonly bucket: Bucket;
  readonly cohort?: Cohort;
  readonly clock?: Clock;
}): Promise<readonly PhaseBucket[]> {
  const {
    knex,
    members,
    period,
    bucket,
    cohort = 'all',
    clock = 'elapsed',
  } = options;
  const scope = scopeSql(members);
  const boundaries = commonTablesSql(
    pullRequestBoundaries({ cohort, clock }),
  ).join(',');
  const { rows } = await prepared<{ rows: PhaseRow[] }>(
    knex,
    phaseBucketSql(bucket, boundaries, scope.sql, clock),
    scope.bindings,
  );
  const byBucket = new Map(rows.map(row => [row.bucketFrom, row]));
  return bucketsOf({ window: period, bucket }).map(({ from, to, isCut }) => {
    const row = byBucket.get(from.slice(0, 10));
    if (!row) {
      return { from, to, isCut, pullRequestCount: 0, meanSeconds: NO_SECONDS };
    }
    const {
      coding,
      pickup,
      review,
      merge,
      deploy,
      notDivided,
      pullRequestCount,
    } = row;
    const meanSeconds = { coding, pickup, review, merge, deploy, notDivided };
    return {
      from,
      to,
      isCut: isCut || to > period.asOf,
      pullRequestCount,
      meanSeconds,
    };
  });
}
