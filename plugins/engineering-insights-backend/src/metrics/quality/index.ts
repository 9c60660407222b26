export * from './coverage';
export * from './duplication';
export * from './openBugs';
export * from './qualityMetrics';
export * from './ratings';
