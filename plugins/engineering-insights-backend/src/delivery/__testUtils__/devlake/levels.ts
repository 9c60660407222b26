import type { DevlakeReport } from './DevlakeResult';

/** The benchmarks of DevLake's dashboards: the level of the first that holds, else low. */
const LEVELS = ['elite', 'high', 'medium'] as const;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Minutes below which a median has a level. */
const LEAD_TIME_MINUTES = {
  2021: [HOUR, 7 * DAY, 180 * DAY],
  2023: [DAY, 7 * DAY, 30 * DAY],
};
const RECOVERY_MINUTES = {
  2021: [HOUR, DAY, 7 * DAY],
  2023: [HOUR, DAY, 7 * DAY],
};
/** Shares up to which a rate has a level. */
const FAILURE_RATES = {
  2021: [0.15, 0.2, 0.3],
  2023: [0.05, 0.1, 0.15],
};

const levelAt = (index: number) => (index < 0 ? 'low' : LEVELS[index]);

export const leadTimeLevel = (report: DevlakeReport, minutes: number) =>
  levelAt(LEAD_TIME_MINUTES[report].findIndex(limit => minutes < limit));

export const recoveryLevel = (report: DevlakeReport, minutes: number) =>
  levelAt(RECOVERY_MINUTES[report].findIndex(limit => minutes < limit));

export const failureRateLevel = (report: DevlakeReport, rate: number) =>
  levelAt(FAILURE_RATES[report].findIndex(limit => rate <= limit));

/** The level at the end of a text such as `386.1(medium)`. */
export const levelIn = (text: string | null) =>
  text?.match(/\((\w+)\)$/)?.[1] ?? null;
