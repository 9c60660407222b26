export * from './collaborationMetrics';
export * from './knowledgeSpread';
export * from './mergedWithoutReview';
export * from './reviewLoad';
