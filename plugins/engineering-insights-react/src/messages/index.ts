export * from './Translate';
export * from './engineeringInsightsTranslationRef';
export * from './engineeringInsightsPagesTranslationRef';
