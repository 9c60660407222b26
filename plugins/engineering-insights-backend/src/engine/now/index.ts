export * from './agingWork';
export * from './NowQuestion';
export * from './openIncidents';
export * from './redPipelines';
export * from './waitingForReview';
