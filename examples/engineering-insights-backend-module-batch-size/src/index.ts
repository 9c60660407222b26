/**
 * Adds the metric deployment batch size to the Engineering Insights backend plugin.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleBatchSize as default } from './module';
