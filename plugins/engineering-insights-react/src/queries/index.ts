export * from './QueryProvider';
export * from './hashEntityRef';
export * from './queryKeys';
export * from './useCorrections';
export * from './useEngineeringInsights';
export * from './useLiveUpdates';
export * from './useMetric';
export * from './usePolicies';
