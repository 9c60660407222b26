export * from './MetricFilter';
export * from './MetricResource';
export * from './conditions';
export * from './isMetricOf';
export * from './metricResourceRef';
export * from './metricRules';
