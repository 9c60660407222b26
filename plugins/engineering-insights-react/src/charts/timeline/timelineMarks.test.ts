import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  lanesOf,
  markKind,
  placeMarks,
  toBars,
  toMarks,
} from './timelineMarks';

function row(change: Partial<DeploymentRow>): DeploymentRow {
  return {
    id: 'd',
    isProduction: true,
    environment: 'prod',
    finishedAt: '2026-11-02T10:00:00Z',
    outcome: 'success',
    isRollback: false,
    isFailed: false,
    isRecovered: false,
    evidence: [],
    isMarkedByHand: false,
    revisionStatus: 'resolved',
    ...change,
  };
}

describe('markKind', () => {
  it.each([
    [{}, 'success'],
    [{ isRollback: true }, 'rollback'],
    [{ isFailed: true, isRollback: true }, 'failed'],
    [{ outcome: 'failure' as const }, 'notDeployed'],
    [{ outcome: 'unknown' as const }, 'notDeployed'],
  ])('%j is %s', (change, expected) => {
    expect(markKind(row(change))).toBe(expected);
  });
});

describe('toMarks', () => {
  it('orders by finish, falls back to the start, and leaves out what has no time', () => {
    const marks = toMarks([
      row({ id: 'late', finishedAt: '2026-11-03T00:00:00Z' }),
      row({
        id: 'early',
        finishedAt: undefined,
        startedAt: '2026-11-01T00:00:00Z',
      }),
      row({ id: 'never', finishedAt: undefined }),
    ]);
    expect(marks.map(({ id }) => id)).toEqual(['early', 'late']);
  });

  it('has a recovery only of a failure', () => {
    const recoveredAt = '2026-11-02T12:00:00Z';
    expect(toMarks([row({ recoveredAt })])[0].recoveredAt).toBeUndefined();
    expect(toMarks([row({ recoveredAt, isFailed: true })])[0].recoveredAt).toBe(
      Date.parse(recoveredAt),
    );
  });
});

describe('placeMarks', () => {
  const at = (id: string, minute: number, environment = 'prod') =>
    row({
      id,
      environment,
      finishedAt: new Date(minute * 60_000).toISOString(),
    });
  const toX = (time: number) => time / 60_000;

  it('moves neighbours that would cover each other up and down', () => {
    const marks = toMarks([at('a', 0), at('b', 5), at('c', 8), at('d', 20)]);
    const levels = (levelCount: number) =>
      placeMarks({ marks, lanes: [], toX, spacing: 10, levelCount }).map(
        ({ level }) => level,
      );
    expect(levels(3)).toEqual([0, 1, -1, 0]);
    expect(levels(7)).toEqual([0, 1, -1, 0]);
  });

  it('covers least where no level is free', () => {
    const marks = toMarks([at('a', 0), at('b', 2), at('c', 3), at('d', 4)]);
    expect(
      placeMarks({ marks, lanes: [], toX, spacing: 10, levelCount: 2 }).map(
        ({ level }) => level,
      ),
    ).toEqual([0, 1, 0, 1]);
  });

  it('uses every level that there is room for', () => {
    const marks = toMarks(
      ['a', 'b', 'c', 'd', 'e'].map((name, index) => at(name, index)),
    );
    expect(
      placeMarks({ marks, lanes: [], toX, spacing: 10, levelCount: 5 }).map(
        ({ level }) => level,
      ),
    ).toEqual([0, 1, -1, 2, -2]);
  });

  it('gives a few environments a lane each, and one or many none', () => {
    const two = toMarks([at('a', 0, 'prod-us'), at('b', 1, 'prod-eu')]);
    const lanes = lanesOf(two);
    expect(lanes).toEqual(['prod-eu', 'prod-us']);
    expect(
      placeMarks({ marks: two, lanes, toX, spacing: 10, levelCount: 3 }).map(
        ({ lane, level }) => [lane, level],
      ),
    ).toEqual([
      [1, 0],
      [0, 0],
    ]);
    expect(lanesOf(two.slice(1))).toEqual([]);
    expect(
      lanesOf(
        toMarks(
          ['a', 'b', 'c', 'd', 'e'].map((name, index) => at(name, index, name)),
        ),
      ),
    ).toEqual([]);
  });
});

describe('toBars', () => {
  it('counts by UTC day and by ISO week', () => {
    const marks = toMarks([
      row({ id: '1', finishedAt: '2026-11-01T23:59:00Z' }),
      row({ id: '2', finishedAt: '2026-11-02T00:00:00Z' }),
      row({ id: '3', finishedAt: '2026-11-02T23:00:00Z' }),
    ]);
    const days = toBars(marks, 'day').map(({ from, count }) => [
      new Date(from).toISOString(),
      count,
    ]);
    expect(days).toEqual([
      ['2026-11-01T00:00:00.000Z', 1],
      ['2026-11-02T00:00:00.000Z', 2],
    ]);
    const weeks = toBars(marks, 'week').map(({ from, count }) => [
      new Date(from).toISOString(),
      count,
    ]);
    expect(weeks).toEqual([
      ['2026-10-26T00:00:00.000Z', 1],
      ['2026-11-02T00:00:00.000Z', 2],
    ]);
  });
});
