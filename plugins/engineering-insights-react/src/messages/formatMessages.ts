import { VALUE_TEXTS } from '@sei-platform/plugin-engineering-insights-common';

// A number and its unit stay on one line.
export const formatMessages = {
  ...VALUE_TEXTS,
  underOneWorkingMinute: 'under 1\u00a0working\u00a0min',
  workingMinutes: '{{minutes}}\u00a0working\u00a0min',
  workingHours: '{{hours}}\u00a0working\u00a0h',
  shareOf: '{{numerator}} of {{denominator}}',
  shorter: '{{amount}} shorter',
  longer: '{{amount}} longer',
  points_one: '{{amount}} point',
  points_other: '{{amount}} points',
  lower: '{{amount}} lower',
  higher: '{{amount}} higher',
  more: '{{amount}} more',
  fewer: '{{amount}} fewer',
  unchanged: 'unchanged',
  better: 'better',
  worse: 'worse',
  noClearChange: 'no clear change',
  withVerdict: '{{change}}, {{verdict}}',
  justNow: 'just now',
  ago: '{{duration}} ago',
  utc: '{{instant}} UTC',
} as const;
