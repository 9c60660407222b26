import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import type { Member } from './Member';
import { periodKey } from './measure';

/** The rollouts of a target in a period, whatever a metric makes of them. */
export interface RolloutCounts {
  readonly totalCount: number;
  /** Without a revision, or with one that is not known. */
  readonly withoutRevisionCount: number;
  /** On whose failure a person decided. */
  readonly correctedCount: number;
}

export const NO_ROLLOUTS: RolloutCounts = {
  totalCount: 0,
  withoutRevisionCount: 0,
  correctedCount: 0,
};

/** Counts rollouts for all targets and periods in one query; those without any are absent. */
export async function readRolloutCounts(options: {
  readonly knex: Knex;
  readonly members: readonly Member[];
}): Promise<ReadonlyMap<string, RolloutCounts>> {
  const { knex, members } = options;
  const { rows } = await prepared<{
    rows: (RolloutCounts & { targetId: number; periodNo: number })[];
  }>(
    knex,
    `with member (target_id, period_no, entity_id, from_at, to_at) as (
       select *
         from unnest(:targetIds::int[], :periodNos::int[], :entityIds::int[],
                     :fromAts::timestamptz[], :toAts::timestamptz[])
     ),
     counted as (
       select distinct on
              (member.target_id, member.period_no, rollout.rollout_key)
              member.target_id,
              member.period_no,
              rollout.no_change_reason in ('noRevision', 'unresolvedRevision')
                as is_without_revision,
              coalesce(failure.is_marked_by_hand, false) as is_corrected
         from member
         join entities as entity on entity.id = member.entity_id
         join rollouts as rollout
           on rollout.derivation_id = entity.derivation_id
          and rollout.finished_at >= member.from_at
          and rollout.finished_at < member.to_at
         left join failures as failure
           on failure.derivation_id = rollout.derivation_id
          and failure.rollout_id = rollout.id
        order by member.target_id, member.period_no, rollout.rollout_key,
                 member.entity_id
     )
     select target_id as "targetId",
            period_no as "periodNo",
            count(*)::int as "totalCount",
            count(*) filter (where is_without_revision)::int
              as "withoutRevisionCount",
            count(*) filter (where is_corrected)::int as "correctedCount"
       from counted
      group by target_id, period_no`,
    {
      targetIds: members.map(member => member.targetId),
      periodNos: members.map(member => member.periodNo),
      entityIds: members.map(member => member.entityId),
      fromAts: members.map(member => member.from),
      toAts: members.map(member => member.to),
    },
  );
  return new Map(
    rows.map(({ targetId, periodNo, ...counts }) => [
      periodKey(targetId, periodNo),
      counts,
    ]),
  );
}
