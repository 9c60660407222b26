export * from './builtInMetrics';
export * from './createMetricRegistry';
export * from './dora';
export * from './flow';
