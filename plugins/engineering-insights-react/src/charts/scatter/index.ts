export * from './AgeScatter';
export * from './TimeScatter';
