export * from './colors';
export * from './useChartColors';
