import { timeTicks } from './timeTicks';

function ticks(from: string, to: string, maximumCount: number) {
  return timeTicks({
    from: Date.parse(from),
    to: Date.parse(to),
    maximumCount,
  });
}

describe('timeTicks', () => {
  it('are Mondays, of which the first is not before the window', () => {
    expect(ticks('2026-10-28', '2026-11-23', 10)).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ]);
    expect(ticks('2026-11-02', '2026-11-17', 10)).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
    ]);
  });

  it('are days in a window in which there may be no Monday', () => {
    expect(ticks('2026-11-17', '2026-11-20', 10)).toEqual([
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
    ]);
    expect(ticks('2026-11-17T12:00:00Z', '2026-11-19T12:00:00Z', 10)).toEqual([
      '2026-11-18',
      '2026-11-19',
    ]);
  });

  it.each([1, 2, 3, 7, 13])(
    'are at most %d where there is room for so many',
    most => {
      const { length } = ticks('2025-11-24', '2026-11-23', most);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(most);
    },
  );
});
