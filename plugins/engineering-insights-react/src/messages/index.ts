export * from './Translate';
export * from './engineeringInsightsTranslationRef';
