import type { NowItem } from '@sei-platform/plugin-engineering-insights-common';
import type {
  CommonTable,
  SqlBindings,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { prepared } from '../../database/prepared';
import { commonTablesSql } from '../commonTablesSql';
import type { Member } from '../Member';
import { scopeSql } from '../observationSql';
import type { NowQuestion } from './NowQuestion';

/** A pipeline that has not run for longer, or work that was merged before, says nothing of now. */
const LOOK_BACK = { days: 90 };

interface NowRow {
  readonly title: string;
  readonly url: string | null;
  readonly since: Date;
  readonly entityRef: string;
  readonly serviceTitle: string;
  readonly severity: string | null;
  readonly totalCount: number;
}

export interface NowItems {
  readonly items: readonly NowItem[];
  readonly totalCount: number;
}

/** Who is a member now, with the last days as the time of which facts are read. */
function membersOfNow(
  members: readonly Member[],
  now: string,
): readonly Member[] {
  const at = DateTime.fromISO(now, { zone: 'utc' });
  const [from, to] = [at.minus(LOOK_BACK).toISO()!, at.toISO()!];
  return members
    .filter(
      member =>
        Date.parse(member.from) <= at.toMillis() &&
        at.toMillis() < Date.parse(member.to),
    )
    .map(member => ({ ...member, from, to }));
}

/** The common table expressions of the last days of the members of now, and the `moment` now; with their bindings. */
export function nowSql(
  { members, now }: NowQuestion,
  shared: readonly CommonTable[],
) {
  const scope = scopeSql(membersOfNow(members, now));
  return {
    // As an end is not included, now is the last microsecond before it.
    sql: [
      scope.sql,
      `
     moment (at) as (
       select :nowAt::timestamptz - interval '1 microsecond'
     )`,
      ...commonTablesSql(shared),
    ].join(','),
    bindings: { ...scope.bindings, nowAt: now },
  };
}

/**
 * What `sql` finds, the longest first: it returns `entity_id`, `item_key`, `title`,
 * `url`, `since` and `severity`. What several components share is told once.
 */
export async function readNowItems(
  question: NowQuestion,
  found: {
    readonly sql: string;
    readonly shared: readonly CommonTable[];
    readonly bindings?: SqlBindings;
  },
): Promise<NowItems> {
  const { knex, limit } = question;
  const { sql, shared, bindings } = found;
  const before = nowSql(question, shared);
  const { rows } = await prepared<{ rows: NowRow[] }>(
    knex,
    `with ${before.sql},
     waiting as (${sql}
     ),
     told as (
       select distinct on (item_key) waiting.*
         from waiting
        order by item_key, since, entity_id
     ),
     counted as (
       select count(*)::int as total_count from told
     )
     select told.title,
            told.url,
            told.since,
            told.severity,
            entity.ref as "entityRef",
            entity.title as "serviceTitle",
            counted.total_count as "totalCount"
       from counted
       join told on true
       join entities as entity on entity.id = told.entity_id
      order by told.since, told.item_key
      limit :nowLimit`,
    { ...bindings, ...before.bindings, nowLimit: limit },
  );
  return {
    totalCount: rows[0]?.totalCount ?? 0,
    items: rows.map(({ title, url, since, severity, ...row }) => ({
      title,
      ...(url && { url }),
      since: since.toISOString(),
      entityRef: row.entityRef,
      serviceTitle: row.serviceTitle,
      ...(severity && { severity }),
    })),
  };
}
