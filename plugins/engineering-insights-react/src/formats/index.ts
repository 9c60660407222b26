export {
  frequencyUnit,
  rateIn,
} from '@sei-platform/plugin-engineering-insights-common';
export type { FrequencyUnit } from '@sei-platform/plugin-engineering-insights-common';
export * from './Clock';
export * from './formatChange';
export * from './formatCount';
export * from './formatDates';
export * from './formatDuration';
export * from './formatFrequency';
export * from './formatShare';
export * from './formatValue';
export * from './formatWorkingDuration';
export * from './toCsv';
export * from './useFormats';
export * from './usePagesFormats';
