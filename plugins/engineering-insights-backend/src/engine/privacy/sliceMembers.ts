import type { Member } from '../Member';

/** Members cut so that in each of them a component counts for the same targets all the time. */
export interface SlicedMembers {
  /** Their `targetId` is an index into `targetSets`. */
  readonly slices: readonly Member[];
  readonly targetSets: readonly (readonly number[])[];
}

function groupByEntity(
  members: readonly Member[],
): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = `${member.periodNo}:${member.entityId}`;
    const group = groups.get(key);
    if (group) {
      group.push(member);
    } else {
      groups.set(key, [member]);
    }
  }
  return [...groups.values()];
}

/**
 * Which targets each component counts for, and when, from what belongs to each
 * target: an observation is then looked at once, however many it counts for.
 */
export function sliceMembers(members: readonly Member[]): SlicedMembers {
  const setNos = new Map<string, number>();
  const targetSets: number[][] = [];
  const setNoOf = (targetIds: readonly number[]) => {
    const distinct = [...new Set(targetIds)].sort((a, b) => a - b);
    const key = distinct.join(' ');
    const known = setNos.get(key);
    if (known !== undefined) {
      return known;
    }
    setNos.set(key, targetSets.length);
    return targetSets.push(distinct) - 1;
  };
  const slices = groupByEntity(members).flatMap(group => {
    const [{ entityId, isGroup, periodNo }] = group;
    const instants = [
      ...new Set(group.flatMap(({ from, to }) => [from, to])),
    ].sort();
    return instants.slice(1).flatMap((to, index) => {
      const from = instants[index];
      const there = group.filter(
        member => member.from <= from && member.to >= to,
      );
      return there.length === 0
        ? []
        : [
            {
              targetId: setNoOf(there.map(({ targetId }) => targetId)),
              entityId,
              isGroup,
              periodNo,
              from,
              to,
            },
          ];
    });
  });
  return { slices, targetSets };
}
