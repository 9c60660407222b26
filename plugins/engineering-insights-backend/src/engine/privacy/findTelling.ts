import type { Crowd } from './Crowd';

/** The observations that lie in the same targets, and whose they are. */
interface Cell {
  readonly targetIds: readonly number[];
  /** Indices of crowds: of each, everybody has such an observation. */
  readonly crowdNos: ReadonlySet<number>;
}

interface Decision {
  readonly crowds: readonly Crowd[];
  readonly minimumContributors: number;
}

const keyOf = (ids: readonly number[]) => ids.join(' ');
const byNumber = (a: number, b: number) => a - b;

/** Tells cells apart by some targets alone; those that are then the same become one. */
function mergeCells(
  cells: Iterable<Cell>,
  isKept: (targetId: number) => boolean,
): readonly Cell[] {
  const merged = new Map<string, Cell & { crowdNos: Set<number> }>();
  for (const cell of cells) {
    const targetIds = cell.targetIds.filter(isKept);
    const key = keyOf(targetIds);
    const known = merged.get(key);
    if (known) {
      cell.crowdNos.forEach(crowdNo => known.crowdNos.add(crowdNo));
    } else {
      merged.set(key, { targetIds, crowdNos: new Set(cell.crowdNos) });
    }
  }
  return [...merged.values()];
}

function cellsOf(crowds: readonly Crowd[]): readonly Cell[] {
  return mergeCells(
    crowds.flatMap(({ targetSets }, crowdNo) =>
      targetSets.map(targetSet => ({
        targetIds: [...new Set(targetSet)].sort(byNumber),
        crowdNos: new Set([crowdNo]),
      })),
    ),
    () => true,
  );
}

/** How many people all these cells are from. */
function countPeople(cells: Iterable<Cell>, { crowds }: Decision): number {
  const counted = new Set<number>();
  let count = 0;
  for (const { crowdNos } of cells) {
    for (const crowdNo of crowdNos) {
      if (!counted.has(crowdNo)) {
        counted.add(crowdNo);
        count += crowds[crowdNo].peopleCount;
      }
    }
  }
  return count;
}

function groupByTarget(
  cells: readonly Cell[],
): ReadonlyMap<number, readonly Cell[]> {
  const groups = new Map<number, Cell[]>();
  for (const cell of cells) {
    for (const id of cell.targetIds) {
      const group = groups.get(id);
      if (group) {
        group.push(cell);
      } else {
        groups.set(id, [cell]);
      }
    }
  }
  return groups;
}

/**
 * Finds the cells that lie in no other targets than some. Each is looked up by
 * that of its targets that has the fewest cells, as a large target has most of them.
 */
function createRemainder(
  cells: readonly Cell[],
): (kept: ReadonlySet<number>) => readonly Cell[] {
  const cellsIn = groupByTarget(cells);
  const nowhere: Cell[] = [];
  const byRarest = new Map<number, Cell[]>();
  for (const cell of cells) {
    const [rarest] = [...cell.targetIds].sort(
      (a, b) => cellsIn.get(a)!.length - cellsIn.get(b)!.length,
    );
    if (rarest === undefined) {
      nowhere.push(cell);
    } else {
      byRarest.set(rarest, [...(byRarest.get(rarest) ?? []), cell]);
    }
  }
  return kept => [
    ...nowhere,
    ...[...kept].flatMap(id =>
      (byRarest.get(id) ?? []).filter(cell =>
        cell.targetIds.every(targetId => kept.has(targetId)),
      ),
    ),
  ];
}

/**
 * What to withhold so that what lies in no other targets than `kept` grows: of
 * all that would do, what takes away the least.
 */
function leastToWithhold(options: {
  readonly parts: readonly Cell[];
  readonly kept: ReadonlySet<number>;
  readonly contributorsOf: (targetId: number) => number;
}): readonly number[] {
  const { parts, kept, contributorsOf } = options;
  const choices = parts
    .map(({ targetIds }) => targetIds.filter(id => !kept.has(id)))
    .filter(ids => ids.length > 0)
    .map(ids => ({ ids, loss: Math.max(...ids.map(contributorsOf)) }));
  const [least] = choices.sort(
    (a, b) =>
      a.loss - b.loss ||
      a.ids.length - b.ids.length ||
      keyOf(a.ids).localeCompare(keyOf(b.ids)),
  );
  return least.ids;
}

/**
 * Which of the targets inside one target to withhold, so that of whatever
 * others are taken from it, what is left is from nobody or from enough people.
 *
 * The smallest remainders that have something of a cell are those without all
 * targets that the cell does not lie in, so no others need to be looked at.
 * Withholding makes every remainder larger, so that one that is large enough
 * stays so: one pass does.
 */
function withheldInside(options: {
  readonly cells: readonly Cell[];
  /** By the targets inside that contain others themselves. */
  readonly withheldBefore: ReadonlySet<number>;
  readonly contributorsOf: (targetId: number) => number;
  readonly decision: Decision;
}): ReadonlySet<number> {
  const { contributorsOf, decision } = options;
  const withheld = new Set(options.withheldBefore);
  let parts = mergeCells(options.cells, id => !withheld.has(id));
  let remainderIn = createRemainder(parts);
  const fromSmall = [...parts].sort(
    (a, b) =>
      a.targetIds.length - b.targetIds.length ||
      keyOf(a.targetIds).localeCompare(keyOf(b.targetIds)),
  );
  for (const { targetIds } of fromSmall) {
    for (;;) {
      const kept = new Set(targetIds.filter(id => !withheld.has(id)));
      const peopleCount = countPeople(remainderIn(kept), decision);
      if (peopleCount >= decision.minimumContributors) {
        break;
      }
      for (const id of leastToWithhold({ parts, kept, contributorsOf })) {
        withheld.add(id);
      }
      parts = mergeCells(parts, id => !withheld.has(id));
      remainderIn = createRemainder(parts);
    }
  }
  return withheld;
}

/**
 * Of the targets asked for, those whose number would tell of fewer people than
 * may be told of, by subtracting it and others from that of a target that
 * contains it. Targets with fewer people of their own are told of by none.
 *
 * The law that holds for what is shown then: of any target, whatever targets
 * inside it are taken away, what is left is from nobody or from enough people.
 * Each target that contains others decides about these alone, small ones before
 * those that contain them, as the law stays true whatever else is withheld; so
 * the decision is the same whoever asks.
 */
export function findTelling(
  options: Decision & { readonly targetIds: readonly number[] },
): ReadonlySet<number> {
  const { minimumContributors } = options;
  const all = cellsOf(options.crowds);
  const contributors = new Map(
    [...groupByTarget(all)].map(([id, cells]) => [
      id,
      countPeople(cells, options),
    ]),
  );
  const contributorsOf = (id: number) => contributors.get(id) ?? 0;
  const isToldOf = (id: number) => contributorsOf(id) >= minimumContributors;
  const cells = mergeCells(all, isToldOf);
  const cellsIn = groupByTarget(cells);
  const isInside = (id: number, containerId: number) =>
    id !== containerId &&
    cellsIn.get(id)!.every(cell => cell.targetIds.includes(containerId));
  const decided = new Map<number, ReadonlySet<number>>();
  const withheldIn = (containerId: number): ReadonlySet<number> => {
    const known = decided.get(containerId);
    if (known) {
      return known;
    }
    const own = cellsIn.get(containerId)!;
    const inside = new Set(
      [...new Set(own.flatMap(cell => cell.targetIds))].filter(id =>
        isInside(id, containerId),
      ),
    );
    const withheld = withheldInside({
      cells: mergeCells(own, id => inside.has(id)),
      withheldBefore: new Set(
        [...inside]
          .filter(id => cellsIn.get(id)!.length < own.length)
          .flatMap(id => [...withheldIn(id)]),
      ),
      contributorsOf,
      decision: options,
    });
    decided.set(containerId, withheld);
    return withheld;
  };
  return new Set(
    options.targetIds.filter(
      id =>
        isToldOf(id) &&
        cellsIn
          .get(id)![0]
          .targetIds.some(
            containerId =>
              isInside(id, containerId) && withheldIn(containerId).has(id),
          ),
    ),
  );
}
