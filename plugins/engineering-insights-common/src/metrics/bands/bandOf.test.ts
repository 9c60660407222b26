import type { BandLevel, BandSet } from '../../api/types';
import { bandOf, type BandQuestion } from './bandOf';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const LEVELS: readonly BandLevel[] = ['elite', 'high', 'medium', 'low'];

function levelOf(question: Partial<BandQuestion> & { metricId: string }): BandLevel | undefined {
  return bandOf({ value: 0, set: 'dora-2024', windowDays: 90, ...question })?.level;
}

describe('bandOf', () => {
  it.each<[string, number, BandLevel]>([
    ['dora.change-lead-time', 0, 'elite'],
    ['dora.change-lead-time', DAY - 1, 'elite'],
    ['dora.change-lead-time', DAY, 'high'],
    ['dora.change-lead-time', 7 * DAY, 'medium'],
    ['dora.change-lead-time', 30 * DAY, 'low'],
    ['dora.failed-deployment-recovery-time', HOUR - 1, 'elite'],
    ['dora.failed-deployment-recovery-time', HOUR, 'high'],
    ['dora.failed-deployment-recovery-time', DAY, 'medium'],
    ['dora.failed-deployment-recovery-time', 7 * DAY, 'low'],
    ['dora.change-fail-rate', 0.05, 'elite'],
    ['dora.change-fail-rate', 0.0501, 'high'],
    ['dora.change-fail-rate', 0.1, 'high'],
    ['dora.change-fail-rate', 0.2, 'medium'],
    ['dora.change-fail-rate', 0.201, 'low'],
  ])('%s of %d is %s in 2024', (metricId, value, level) => {
    expect(levelOf({ metricId, value })).toBe(level);
  });

  it('takes 15 % for the end of medium in 2023, and calls that published', () => {
    const band = bandOf({ metricId: 'dora.change-fail-rate', value: 0.16, set: 'dora-2023', windowDays: 90 });
    expect(band).toMatchObject({ level: 'low', year: 2023, origin: 'published' });
  });

  it('calls its own cut-offs ours', () => {
    expect(bandOf({ metricId: 'dora.change-fail-rate', value: 0.07, set: 'dora-2024', windowDays: 90 })?.origin).toBe('ours');
    expect(bandOf({ metricId: 'dora.failed-deployment-recovery-time', value: 2 * DAY, set: 'dora-2024', windowDays: 90 })?.origin).toBe('ours');
    expect(bandOf({ metricId: 'dora.failed-deployment-recovery-time', value: 2 * DAY, set: 'dora-2023', windowDays: 90 })?.origin).toBe('published');
  });

  it.each<[number | undefined, number | undefined, number, BandLevel | undefined]>([
    [5, 21, 90, 'elite'],
    [4.5, 20, 90, 'high'],
    [1, 4, 90, 'high'],
    [0.5, 1, 90, 'medium'],
    [0, 1, 90, 'medium'],
    [0, 0.5, 90, 'low'],
    [0, 1, 30, undefined],
    [2, 8, 30, 'high'],
    [undefined, undefined, 5, undefined],
  ])('a frequency of %p active days a week and %p in 30 days over %d days is %p', (medianActiveDaysPerWeek, medianActiveDaysPer30Days, windowDays, level) => {
    expect(levelOf({ metricId: 'dora.deployment-frequency', medianActiveDaysPerWeek, medianActiveDaysPer30Days, windowDays })).toBe(level);
  });

  it('gives rework none', () => {
    expect(levelOf({ metricId: 'dora.deployment-rework-rate', value: 0.1 })).toBeUndefined();
  });

  describe.each<BandSet>(['dora-2024', 'dora-2023'])('%s', set => {
    it.each([
      ['dora.change-lead-time', 60 * DAY],
      ['dora.failed-deployment-recovery-time', 14 * DAY],
      ['dora.change-fail-rate', 1],
    ])('%s has one band per value, and the order never turns', (metricId, greatest) => {
      const walk = Array.from({ length: 2_001 }, (_, index) => levelOf({ metricId, set, value: (greatest * index) / 2_000 }));
      const ranks = walk.map(level => LEVELS.indexOf(level!));
      expect(ranks).not.toContain(-1);
      expect(ranks).toEqual([...ranks].sort());
      expect(new Set(ranks).size).toBe(4);
    });

    it('deployment frequency has one band per value, and the order never turns', () => {
      const walk = Array.from({ length: 71 }, (_, index) =>
        levelOf({ metricId: 'dora.deployment-frequency', set, medianActiveDaysPerWeek: index / 10, medianActiveDaysPer30Days: (index / 10) * 4 }));
      const ranks = walk.map(level => LEVELS.indexOf(level!));
      expect(ranks).not.toContain(-1);
      expect(ranks).toEqual([...ranks].sort().reverse());
      expect(new Set(ranks).size).toBe(4);
    });
  });
});
