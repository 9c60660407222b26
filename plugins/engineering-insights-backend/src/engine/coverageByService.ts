import {
  bucketsOf,
  type Bucket,
  type CoverageByService,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { BOUND } from '../metrics/flow/bound';
import { commonTablesSql } from './commonTablesSql';
import type { Member } from './Member';
import { scopeSql } from './observationSql';
import type { Period } from './Period';

interface CoverageRow {
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly bucketFrom: string;
  readonly value: number;
}

/** Of each project of a service the newest measurement in a bucket, and of several projects the median. */
function coverageSql(scope: string, bucket: Bucket): string {
  return `
    with ${scope},
    ${commonTablesSql([BOUND]).join(',')},
    newest as (
      select distinct on (entity_id, scope_id, bucket_from)
             bound.entity_id,
             bound.scope_id,
             to_char(date_trunc('${bucket}',
               quality_measure.measured_at at time zone 'UTC'),
               'YYYY-MM-DD') as bucket_from,
             quality_measure.value
        from bound
        join quality_measures as quality_measure
          on quality_measure.scope_id = bound.scope_id
         and quality_measure.measure = 'coverage'
         and quality_measure.measured_at >= bound.from_at
         and quality_measure.measured_at < least(bound.to_at, :asOf::timestamptz)
         and quality_measure.deleted_at is null
        join member
          on member.entity_id = bound.entity_id
         and quality_measure.measured_at >= member.from_at
         and quality_measure.measured_at < member.to_at
       order by entity_id, scope_id, bucket_from,
                quality_measure.measured_at desc, quality_measure.external_id
    )
    select entity.ref,
           entity.kind,
           entity.title,
           newest.bucket_from as "bucketFrom",
           percentile_cont(0.5) within group (order by newest.value) / 100
             as value
      from newest
      join entities as entity on entity.id = newest.entity_id
     group by entity.ref, entity.kind, entity.title, newest.bucket_from
     order by entity.title, entity.ref`;
}

/** The test coverage that each service measured in each bucket of a period; a bucket in which it measured nothing is a gap. */
export async function coverageByService(options: {
  readonly knex: Knex;
  /** Of one entity. */
  readonly members: readonly Member[];
  readonly period: Period;
  readonly bucket: Bucket;
}): Promise<CoverageByService> {
  const { knex, members, period, bucket } = options;
  const scope = scopeSql(members);
  const { rows } = await prepared<{ rows: CoverageRow[] }>(
    knex,
    coverageSql(scope.sql, bucket),
    { ...scope.bindings, asOf: period.asOf },
  );
  const byRef = new Map<string, CoverageRow[]>();
  for (const row of rows) {
    const known = byRef.get(row.ref);
    if (known) known.push(row);
    else byRef.set(row.ref, [row]);
  }
  const buckets = bucketsOf({ window: period, bucket });
  const services = members.filter(({ isGroup }) => !isGroup);
  return {
    services: [...byRef.values()].map(measured => {
      const [{ ref, kind, title }] = measured;
      const values = new Map(
        measured.map(({ bucketFrom, value }) => [bucketFrom, value]),
      );
      return {
        entity: { ref, kind, title },
        points: buckets.map(({ from, to, isCut }) => {
          const value = values.get(from.slice(0, 10));
          return {
            from,
            to,
            isCut: isCut || to > period.asOf,
            ...(value !== undefined && { value }),
          };
        }),
      };
    }),
    serviceCount: new Set(services.map(({ entityId }) => entityId)).size,
  };
}
