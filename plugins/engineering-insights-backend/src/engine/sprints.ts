import type {
  Cohort,
  SprintAmount,
  SprintSummary,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import { sprintItems } from '../metrics';
import { commonTablesSql } from './commonTablesSql';
import type { Member } from './Member';
import { scopeSql } from './observationSql';
import type { Period } from './Period';

const PARTS = ['committed', 'added', 'done'] as const;
type Part = (typeof PARTS)[number];

type SprintRow = Record<`${Part}Count`, number> &
  Record<`${Part}Points`, number | null> & {
    readonly name: string;
    readonly board: string;
    readonly url: string | null;
    readonly startAt: Date | null;
    readonly endAt: Date | null;
    readonly isRunning: boolean;
  };

/**
 * What of a sprint is in each part. What was in it at its start was committed,
 * also where it was moved out since; what was added is in it still. Points are
 * null where something of the part was, and nothing of it has an estimate, or
 * where nothing in the sprint has one.
 */
const PART_SQL: Readonly<Record<Part, string>> = {
  committed: 'is_in_at_start and end_at_start is null',
  added: 'committed_at is not null and is_in_at_end and not is_in_at_start',
  done: `is_in_at_end and end_at_start is null and end_at_end = 'done'`,
};

const partColumns = (part: Part) => `
           count(*) filter (where ${PART_SQL[part]})::int as "${part}Count",
           case
             when count(estimate) > 0
              and (count(estimate) filter (where ${PART_SQL[part]}) > 0
                   or count(*) filter (where ${PART_SQL[part]}) = 0)
               then coalesce(sum(estimate)
                      filter (where ${PART_SQL[part]}), 0)
           end as "${part}Points"`;

/** What several components tell of one sprint is put together, each item once. */
function sprintsSql(scope: string, cohort: Cohort): string {
  const tables = sprintItems(
    { cohort, clock: 'elapsed' },
    {
      condition: `start_at < least(to_at, :asOf::timestamptz)
          and coalesce(ended_at, 'infinity') >= from_at`,
      seenAt: `least(sprint.ended_at, :asOf::timestamptz)`,
    },
  );
  return `
    with ${[scope, ...commonTablesSql(tables)].join(',')},
    item as (
      select distinct on (sprint_key, issue_key) *
        from sprint_item
       where not is_left_out_as_bot
         and (is_in_at_start or is_in_at_end)
       order by sprint_key, issue_key, entity_id
    ),
    counted as (
      select sprint_key,${PARTS.map(partColumns).join(',')}
        from item
       group by sprint_key
    ),
    sprint as (
      select distinct on (sprint_key) *
        from named_sprint
       order by sprint_key, entity_id
    )
    select sprint.name,
           sprint.board,
           sprint.url,
           sprint.start_at as "startAt",
           coalesce(sprint.ended_at, sprint.end_at) as "endAt",
           coalesce(sprint.ended_at > :asOf::timestamptz, true) as "isRunning",
           counted.*
      from counted
      join sprint on sprint.sprint_key = counted.sprint_key
     order by sprint.start_at, sprint.name, sprint.sprint_key`;
}

function amountOf(row: SprintRow, part: Part): SprintAmount {
  const points = row[`${part}Points`];
  return {
    itemCount: row[`${part}Count`],
    ...(points !== null && { points }),
  };
}

/** The sprints of an entity that ended or ran in a period, oldest first, as they stood at their end or stand now; none without an item of its own. */
export async function sprints(options: {
  readonly knex: Knex;
  /** Of one entity. */
  readonly members: readonly Member[];
  readonly period: Period;
  readonly cohort?: Cohort;
}): Promise<readonly SprintSummary[]> {
  const { knex, members, period, cohort = 'all' } = options;
  const scope = scopeSql(members);
  const { rows } = await prepared<{ rows: SprintRow[] }>(
    knex,
    sprintsSql(scope.sql, cohort),
    { ...scope.bindings, asOf: period.asOf },
  );
  return rows.map(row => ({
    name: row.name,
    board: row.board,
    ...(row.url && { url: row.url }),
    ...(row.startAt && { startAt: row.startAt.toISOString() }),
    ...(row.endAt && { endAt: row.endAt.toISOString() }),
    isRunning: row.isRunning,
    committed: amountOf(row, 'committed'),
    added: amountOf(row, 'added'),
    done: amountOf(row, 'done'),
  }));
}
