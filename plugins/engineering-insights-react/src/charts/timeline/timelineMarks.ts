import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { spreadAlong } from '../spreadAlong';

export type MarkKind = 'success' | 'failed' | 'rollback' | 'notDeployed';

/** One deployment on the timeline. */
export interface TimelineMark {
  readonly id: string;
  readonly row: DeploymentRow;
  readonly kind: MarkKind;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The end of a failure; absent while it is open or where nothing failed. */
  readonly recoveredAt?: number;
}

export interface PlacedMark extends TimelineMark {
  readonly x: number;
  /** The environment's lane, from the top; 0 where there is one lane for all. */
  readonly lane: number;
  /** 0 in the middle, then 1 above, −1 below and so on, so that neighbours do not cover each other. */
  readonly level: number;
}

/** Failed means that it needed a fix; a deployment that did not succeed deployed nothing. */
export function markKind(row: DeploymentRow): MarkKind {
  if (row.isFailed) return 'failed';
  if (row.outcome !== 'success') return 'notDeployed';
  return row.isRollback ? 'rollback' : 'success';
}

/** Deployments as marks in order of time; what has no time has no place. */
export function toMarks(rows: readonly DeploymentRow[]): TimelineMark[] {
  return rows
    .flatMap(row => {
      const at = row.finishedAt ?? row.startedAt;
      if (!at) return [];
      const kind = markKind(row);
      return [
        {
          id: row.id,
          row,
          kind,
          at: Date.parse(at),
          recoveredAt:
            kind === 'failed' && row.recoveredAt
              ? Date.parse(row.recoveredAt)
              : undefined,
        },
      ];
    })
    .sort((a, b) => a.at - b.at);
}

export interface PlaceOptions {
  readonly marks: readonly TimelineMark[];
  /** The environments that have a lane of their own; none where all share one. */
  readonly lanes: readonly string[];
  readonly toX: (at: number) => number;
  /** How far apart marks of one level are at least. */
  readonly spacing: number;
  /** How many levels a lane has room for. */
  readonly levelCount: number;
}

/** Puts each mark into its lane and moves those up and down that would cover each other, in order of time. */
export function placeMarks({
  marks,
  lanes,
  toX,
  spacing,
  levelCount,
}: PlaceOptions): PlacedMark[] {
  const placed = marks.map(mark => ({
    ...mark,
    x: toX(mark.at),
    lane: Math.max(0, lanes.indexOf(mark.row.environment ?? '')),
  }));
  const levelOf = new Map<string, number>();
  for (const lane of new Set(placed.map(mark => mark.lane))) {
    const inLane = placed.filter(mark => mark.lane === lane);
    const levels = spreadAlong(
      inLane.map(({ x }) => x),
      { spacing, levelCount },
    );
    inLane.forEach(({ id }, index) => levelOf.set(id, levels[index]));
  }
  return placed.map(mark => ({ ...mark, level: levelOf.get(mark.id) ?? 0 }));
}

const MAXIMUM_LANES = 4;

/** The environments that get a lane each; none where there is but one, or more than have room. */
export function lanesOf(marks: readonly TimelineMark[]): readonly string[] {
  const names = [
    ...new Set(marks.map(mark => mark.row.environment ?? '')),
  ].sort();
  return names.length >= 2 && names.length <= MAXIMUM_LANES ? names : [];
}

export interface TimelineBar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
// 5 January 1970 was a Monday.
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** How many deployments there were in each UTC day or ISO week. */
export function toBars(
  marks: readonly TimelineMark[],
  period: 'day' | 'week',
): TimelineBar[] {
  const length = period === 'day' ? DAY_MS : WEEK_MS;
  const offset = period === 'day' ? 0 : FIRST_MONDAY_MS;
  const counts = new Map<number, number>();
  for (const { at } of marks) {
    const from = Math.floor((at - offset) / length) * length + offset;
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([from, count]) => ({ from, to: from + length, count }));
}
