export * from './answerChanges';
export * from './answerCompleteness';
export * from './answerOverview';
export * from './answerServices';
export * from './answerTargets';
export type { OverviewFilter } from './OverviewQuestion';
