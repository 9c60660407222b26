/**
 * Reads Jenkins for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleJenkins as default } from './module';
