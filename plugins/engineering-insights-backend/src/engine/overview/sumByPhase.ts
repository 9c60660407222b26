import {
  PHASES,
  type PhaseName,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { isReviewByOtherSql } from '../../metrics/flow/isReviewByOtherSql';
import type { Member } from '../Member';
import { scopeSql } from '../observationSql';

/** Seconds of all changes of a period together, phase by phase. */
export interface PhaseSums {
  readonly periodNo: number;
  readonly changeCount: number;
  readonly seconds: Readonly<Record<PhaseName | 'notDivided', number>>;
}

type PhaseSumsRow = Readonly<Record<PhaseName | 'notDivided', number>> & {
  readonly periodNo: number;
  readonly changeCount: number;
};

/** Where each phase of a change begins; the last ends with the rollout. */
const BEGINS: Readonly<Record<PhaseName, string>> = {
  coding: 'started_at',
  pickup: 'ready_at',
  review: 'first_review_at',
  merge: 'approved_at',
  deploy: 'merged_at',
};

/** A commit that was written after a boundary has nothing of what lies before it. */
function secondsSql(phase: PhaseName): string {
  const next = PHASES[PHASES.indexOf(phase) + 1];
  const end = next ? `greatest(${BEGINS[next]}, started_at)` : 'finished_at';
  return `extract(epoch from ${end} - greatest(${BEGINS[phase]}, started_at))`;
}

const IS_DIVIDED = `coalesce(
         ready_at <= first_review_at
         and first_review_at <= approved_at
         and approved_at <= merged_at
         and merged_at <= finished_at, false)`;

const PHASE_SUMS = PHASES.map(
  phase => `coalesce(sum(${secondsSql(phase)})
              filter (where is_divided), 0)::double precision as ${phase}`,
).join(',\n            ');

/**
 * Divides the time of each change, from commit to production, by the boundaries
 * of the pull request that brought it. The parts of a change are its whole time;
 * that of one without a pull request, or whose pull request lacks a boundary or
 * has them out of order, is not divided.
 */
export async function sumByPhase(options: {
  readonly knex: Knex;
  /** Of one target. */
  readonly members: readonly Member[];
}): Promise<readonly PhaseSums[]> {
  const { knex, members } = options;
  const scope = scopeSql(members);
  const { rows } = await knex.raw<{ rows: PhaseSumsRow[] }>(
    `with ${scope.sql},
     change as (
       select distinct on (member.period_no, change.scope_id, change.sha)
              member.period_no,
              change.started_at,
              change.finished_at,
              change.pull_request_id
         from scope
         join deployment_commits as change
           on change.derivation_id = scope.derivation_id
          and change.finished_at >= scope.from_at
          and change.finished_at < scope.to_at
          and change.excluded_reason is null
         join member
           on member.entity_id = scope.entity_id
          and change.finished_at >= member.from_at
          and change.finished_at < member.to_at
        order by member.period_no, change.scope_id, change.sha,
                 change.finished_at, scope.entity_id
     ),
     -- By pull request, so that each is looked up once, whatever rows the planner expects.
     carried as (
       select period_no,
              pull_request_id,
              array_agg(started_at) as starts,
              array_agg(finished_at) as finishes
         from change
        group by period_no, pull_request_id
     ),
     bounded as (
       select carried.*,
              coalesce(pull_request.ready_for_review_at,
                pull_request.created_at) as ready_at,
              review.first_review_at,
              review.approved_at,
              pull_request.merged_at
         from carried
         left join pull_requests as pull_request
           on pull_request.id = carried.pull_request_id
        cross join lateral (
          select min(review.submitted_at) as first_review_at,
                 max(review.submitted_at)
                   filter (where review.state = 'approved') as approved_at
            from reviews as review
           where review.scope_id = pull_request.scope_id
             and review.pull_request_external_id = pull_request.external_id
             and review.submitted_at <= pull_request.merged_at
             and ${isReviewByOtherSql({
               review: 'review',
               author: 'pull_request.author_key',
             })}
        ) as review
     ),
     divided as (
       select bounded.period_no,
              change.started_at,
              change.finished_at,
              ready_at,
              first_review_at,
              approved_at,
              merged_at,
              ${IS_DIVIDED} as is_divided
         from bounded
        cross join lateral unnest(starts, finishes)
              as change (started_at, finished_at)
     )
     select period_no as "periodNo",
            count(*)::int as "changeCount",
            ${PHASE_SUMS},
            coalesce(sum(extract(epoch from finished_at - started_at))
              filter (where not is_divided), 0)::double precision
              as "notDivided"
       from divided
      group by period_no`,
    scope.bindings as never,
  );
  return rows.map(({ periodNo, changeCount, ...seconds }) => ({
    periodNo,
    changeCount,
    seconds,
  }));
}
