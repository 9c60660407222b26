export * from './EngineeringInsightsApi';
export * from './EngineeringInsightsClient';
export { OPERATIONS, type Operations } from './operations.generated';
export * from './OperationsClient';
export * from './ProblemError';
export type { EngineeringInsightsClientOptions } from './sendCall';
