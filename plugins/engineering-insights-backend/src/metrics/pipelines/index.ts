export * from './duration';
export * from './finishedRuns';
export * from './flakyRerunRate';
export * from './pipelinesMetrics';
export * from './recoveryTime';
export * from './samePipelineSql';
export * from './successRate';
