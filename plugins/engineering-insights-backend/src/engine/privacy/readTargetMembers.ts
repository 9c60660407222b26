import type { Knex } from 'knex';
import type { Member } from '../Member';
import type { Period } from '../Period';
import { readMembers } from '../readMembers';

/**
 * Which target a number is of: an entity, or a group without the groups below
 * it, which is another target than the group with them.
 */
export function targetIdOf(options: {
  readonly entityId: number;
  readonly isWithSubTeams?: boolean;
  readonly groupsWithSubTeams: ReadonlySet<number>;
}): number {
  const { entityId, isWithSubTeams = true, groupsWithSubTeams } = options;
  return isWithSubTeams || !groupsWithSubTeams.has(entityId)
    ? entityId
    : -entityId;
}

/** What belongs to every target that a reader can ask for. */
export async function readTargetMembers(options: {
  readonly knex: Knex;
  readonly periods: readonly Period[];
}): Promise<{
  readonly members: readonly Member[];
  readonly groupsWithSubTeams: ReadonlySet<number>;
}> {
  const { knex, periods } = options;
  const entityIds: number[] = await knex('entities')
    .whereNull('removed_at')
    .pluck('id');
  const groupIds: number[] = await knex('ownerships as ownership')
    .join('entities as parent', 'parent.id', 'ownership.parent_id')
    .where({ 'ownership.relation': 'parent', 'parent.kind': 'group' })
    .whereNull('parent.removed_at')
    .distinct()
    .pluck('parent.id');
  const whole = await readMembers({ knex, entityIds, periods });
  const alone = await readMembers({
    knex,
    entityIds: groupIds,
    periods,
    isWithSubTeams: false,
  });
  return {
    members: [
      ...whole,
      ...alone.map(member => ({ ...member, targetId: -member.targetId })),
    ],
    groupsWithSubTeams: new Set(groupIds),
  };
}
