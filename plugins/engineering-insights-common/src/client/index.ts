export * from './EngineeringInsightsApi';
export * from './EngineeringInsightsClient';
export * from './ProblemError';
