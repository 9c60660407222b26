import type { NowTile } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricScope } from '@sei-platform/plugin-engineering-insights-node';
import { prepared } from '../../database/prepared';
import {
  CYCLE_SQL,
  openPullRequests,
  phaseSecondsSql,
  phaseUnknownSql,
  pullRequestBoundaries,
} from '../../metrics';
import type { NowWorkQuestion } from './NowQuestion';
import {
  OPEN_PULL_REQUEST_SQL,
  PULL_REQUEST_ITEM_SQL,
} from './openPullRequestItemSql';
import { nowSql, readNowItems } from './readNowItems';

/** Of fewer the quantile says nothing. */
const MINIMUM_SAMPLE = 5;

interface CycleRow {
  readonly sampleSize: number;
  readonly p85: number | null;
}

/** What 85 of 100 pull requests of the last days needed at most, from the first commit to the merge. */
async function readCycleTimes(
  question: NowWorkQuestion,
  scope: MetricScope,
): Promise<CycleRow> {
  const before = nowSql(question, pullRequestBoundaries(scope));
  const { rows } = await prepared<{ rows: CycleRow[] }>(
    question.knex,
    `with ${before.sql},
     finished as (
       select distinct on (observation_key)
              ${phaseSecondsSql(scope, CYCLE_SQL)} as seconds
         from bounded
        where not is_left_out_as_bot
          and ${phaseUnknownSql(CYCLE_SQL)} is null
        order by observation_key, entity_id
     )
     select count(*)::int as "sampleSize",
            percentile_cont(0.85) within group (order by seconds) as p85
       from finished`,
    before.bindings,
  );
  return rows[0];
}

/**
 * Open pull requests, drafts too, that are older than 85 of 100 of those that
 * were merged in the last 90 days had become; both counted from the first commit.
 */
export async function agingWork(question: NowWorkQuestion): Promise<NowTile> {
  const { cohort = 'all' } = question;
  const scope: MetricScope = { cohort, clock: 'elapsed' };
  const { sampleSize, p85 } = await readCycleTimes(question, scope);
  if (sampleSize < MINIMUM_SAMPLE || p85 === null) {
    return {
      status: 'noData',
      reason: {
        code: 'belowMinimumSample',
        parameters: { sampleSize, minimumSample: MINIMUM_SAMPLE },
      },
    };
  }
  const found = await readNowItems(question, {
    shared: openPullRequests(scope),
    bindings: { thresholdSeconds: p85 },
    sql: `
       select ${PULL_REQUEST_ITEM_SQL},
              started.at as since
         ${OPEN_PULL_REQUEST_SQL}
        cross join lateral (
          select least(pull_request.created_at,
                   min((commit ->> 'authoredAt')::timestamptz)) as at
            from jsonb_array_elements(
                   case jsonb_typeof(pull_request.commits)
                     when 'array' then pull_request.commits
                   end) as commit
        ) as started
        where not open.is_left_out_as_bot
          and open.at - started.at
              > make_interval(secs => :thresholdSeconds::double precision)`,
  });
  return { status: 'ok', ...found, thresholdSeconds: p85 };
}
