export * from './engineeringInsightsApiRef';
