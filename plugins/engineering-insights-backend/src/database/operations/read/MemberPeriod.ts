/** A component that counts for the entity that is asked for, and when: itself, or what a system, domain or group had. */
export interface MemberPeriod {
  readonly entityId: number;
  /** ISO 8601; counted. */
  readonly from: string;
  /** ISO 8601; not counted. */
  readonly to: string;
}

/** The common table expression `member` (entity_id, from_at, to_at) of the bindings of `memberBindings`. */
export const MEMBER_SQL = `
  member (entity_id, from_at, to_at) as (
    select *
    from unnest(
      cast(:memberIds as integer[]),
      cast(:memberFroms as timestamptz[]),
      cast(:memberTos as timestamptz[])
    )
  )`;

export function memberBindings(members: readonly MemberPeriod[]) {
  return {
    memberIds: members.map(member => member.entityId),
    memberFroms: members.map(member => member.from),
    memberTos: members.map(member => member.to),
  };
}
