import {
  FINDING_AGE_BINS,
  severitySchema,
  type ExclusionCode,
  type FindingsByAge,
  type Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { openFindings } from '../metrics';
import { commonTablesSql } from './commonTablesSql';
import type { Member } from './Member';
import { scopeSql } from './observationSql';
import type { Period } from './Period';

interface FindingRow {
  readonly excludedReason: ExclusionCode | null;
  /** From 1. */
  readonly binNo: number;
  readonly severity: Severity;
  readonly findingCount: number;
}

/** What several services share counts once, where it counts at all. */
function findingSql(scope: string): string {
  const starts = FINDING_AGE_BINS.map(({ fromDays }) => fromDays).join(', ');
  return `
    with ${scope},
    moment (at) as (
      select :asOf::timestamptz - interval '1 microsecond'
    ),
    ${commonTablesSql(openFindings('security')).join(',')},
    known as (
      select distinct on (observation_key)
             excluded_reason,
             severity,
             floor(extract(epoch from :asOf::timestamptz - first_seen_at)
               / 86400) as days
        from open_security_finding as finding
        join member
          on member.entity_id = finding.entity_id
         and finding.at >= member.from_at
         and finding.at < member.to_at
       order by observation_key, excluded_reason nulls first
    )
    select excluded_reason as "excludedReason",
           width_bucket(days, array[${starts}]::numeric[]) as "binNo",
           severity,
           count(*)::int as "findingCount"
      from known
     group by 1, 2, 3`;
}

/** The security findings that are open as of a period, by how long they have been known and by severity. */
export async function findingsByAge(options: {
  readonly knex: Knex;
  /** Of one entity. */
  readonly members: readonly Member[];
  readonly period: Period;
}): Promise<FindingsByAge> {
  const { knex, members, period } = options;
  const scope = scopeSql(members);
  const { rows } = await prepared<{ rows: FindingRow[] }>(
    knex,
    findingSql(scope.sql),
    { ...scope.bindings, asOf: period.asOf },
  );
  const countOf = (isMeant: (row: FindingRow) => boolean) =>
    rows
      .filter(isMeant)
      .reduce((sum, { findingCount }) => sum + findingCount, 0);
  const codes = new Set(rows.flatMap(row => row.excludedReason ?? []));
  return {
    bins: FINDING_AGE_BINS.map((bin, index) => ({
      ...bin,
      counts: Object.fromEntries(
        severitySchema.options.map(severity => [
          severity,
          countOf(
            row =>
              row.excludedReason === null &&
              row.binNo === index + 1 &&
              row.severity === severity,
          ),
        ]),
      ) as Record<Severity, number>,
    })),
    excluded: [...codes].sort().map(code => ({
      code,
      count: countOf(({ excludedReason }) => excludedReason === code),
    })),
  };
}
