import type { Knex } from 'knex';
import { prepared } from '../database/prepared';
import type { Member } from './Member';
import { periodKey } from './measure';

/** The rollouts of a target in a period, whatever a metric makes of them. */
export interface RolloutCounts {
  readonly totalCount: number;
  /** Without a revision, or with one that is not known. */
  readonly withoutRevisionCount: number;
  /** On whose failure a person decided, and incidents of whose cause a person said something: by the rollout that they are linked to, or else by when they were opened. */
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
     ),
     attributed as (
       select member.target_id,
              member.period_no,
              count(distinct (mark.scope_id, mark.fact_kind, mark.external_id))
                as corrected_count
         from member
         join entities as entity on entity.id = member.entity_id
         join marks as mark
           on mark.entity_id = member.entity_id
          and mark.target = 'incident'
          and mark.revoked_at is null
         left join incidents as incident
           on mark.fact_kind = 'incident'
          and incident.scope_id = mark.scope_id
          and incident.external_id = mark.external_id
         left join issues as issue
           on mark.fact_kind = 'issue'
          and issue.scope_id = mark.scope_id
          and issue.external_id = mark.external_id
         join incident_attributions as attribution
           on attribution.derivation_id = entity.derivation_id
          and (attribution.incident_id = incident.id
               or attribution.issue_id = issue.id)
         left join rollouts as rollout on rollout.id = attribution.rollout_id
        where coalesce(rollout.finished_at, incident.opened_at, issue.created_at)
              >= member.from_at
          and coalesce(rollout.finished_at, incident.opened_at, issue.created_at)
              < member.to_at
        group by member.target_id, member.period_no
     )
     select target_id as "targetId",
            period_no as "periodNo",
            count(*)::int as "totalCount",
            count(*) filter (where is_without_revision)::int
              as "withoutRevisionCount",
            (count(*) filter (where is_corrected)
             + coalesce(min(attributed.corrected_count), 0))::int
              as "correctedCount"
       from counted
       left join attributed using (target_id, period_no)
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
