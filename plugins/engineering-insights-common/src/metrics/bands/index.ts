export * from './bandedMetrics';
export * from './bandOf';
export * from './bandScales';
