export * from './ChartFrame';
export * from './ChartTooltip';
export * from './Histogram';
export * from './Legend';
export * from './Sparkline';
export * from './StackedColumns';
export * from './seriesValue';
export * from './timeline';
