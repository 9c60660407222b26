import type { BandLevel, BandOrigin, BandSet } from '../../api/types';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** What a value must be for a level, and who says so. */
export interface BandCutOff {
  readonly level: BandLevel;
  readonly label: string;
  readonly origin: BandOrigin;
  /** The value is below it. */
  readonly below?: number;
  /** The value is at most it. */
  readonly atMost?: number;
  /** The value is at least it. */
  readonly atLeast?: number;
}

/** One metric's scale: gapless, best level first, the last takes the rest. */
export type BandScale = readonly BandCutOff[];

const CHANGE_LEAD_TIME: BandScale = [
  { level: 'elite', label: 'below 1 day', origin: 'published', below: DAY },
  { level: 'high', label: 'below 7 days', origin: 'published', below: 7 * DAY },
  { level: 'medium', label: 'below 30 days', origin: 'published', below: 30 * DAY },
  { level: 'low', label: '30 days or more', origin: 'published' },
];

function recovery(mediumOrigin: BandOrigin): BandScale {
  return [
    { level: 'elite', label: 'below 1 hour', origin: 'published', below: HOUR },
    { level: 'high', label: 'below 1 day', origin: 'published', below: DAY },
    { level: 'medium', label: 'below 7 days', origin: mediumOrigin, below: 7 * DAY },
    { level: 'low', label: '7 days or more', origin: mediumOrigin },
  ];
}

function failRate(mediumPercent: number, origin: BandOrigin): BandScale {
  return [
    { level: 'elite', label: 'at most 5 %', origin, atMost: 0.05 },
    { level: 'high', label: 'at most 10 %', origin, atMost: 0.1 },
    { level: 'medium', label: `at most ${mediumPercent} %`, origin, atMost: mediumPercent / 100 },
    { level: 'low', label: `above ${mediumPercent} %`, origin },
  ];
}

/** Deployment frequency by the days a week on which there is one. */
const ACTIVE_DAYS_PER_WEEK: BandScale = [
  { level: 'elite', label: 'on 5 days a week or more', origin: 'ours', atLeast: 5 },
  { level: 'high', label: 'on 1 day a week or more', origin: 'published', atLeast: 1 },
];
/** Deployment frequency below weekly, by the days in 30 on which there is one. */
const ACTIVE_DAYS_PER_30_DAYS: BandScale = [
  { level: 'medium', label: 'at least once in 30 days', origin: 'published', atLeast: 1 },
  { level: 'low', label: 'less often', origin: 'published' },
];

/**
 * Published tiers are survey clusters of one year and overlap or leave gaps;
 * these tables order them and say of each cut-off whose it is.
 *
 * The fail rates of 2024 are not in order (high 20 %, medium 10 %), so that
 * scale is ours; those of 2023 are.
 */
export const BAND_SCALES: Readonly<
  Record<
    BandSet,
    {
      readonly year: number;
      readonly changeLeadTime: BandScale;
      readonly activeDaysPerWeek: BandScale;
      readonly activeDaysPer30Days: BandScale;
      readonly recoveryTime: BandScale;
      readonly changeFailRate: BandScale;
    }
  >
> = {
  'dora-2024': {
    year: 2024,
    changeLeadTime: CHANGE_LEAD_TIME,
    activeDaysPerWeek: ACTIVE_DAYS_PER_WEEK,
    activeDaysPer30Days: ACTIVE_DAYS_PER_30_DAYS,
    recoveryTime: recovery('ours'),
    changeFailRate: failRate(20, 'ours'),
  },
  'dora-2023': {
    year: 2023,
    changeLeadTime: CHANGE_LEAD_TIME,
    activeDaysPerWeek: ACTIVE_DAYS_PER_WEEK,
    activeDaysPer30Days: ACTIVE_DAYS_PER_30_DAYS,
    recoveryTime: recovery('published'),
    changeFailRate: failRate(15, 'published'),
  },
};
