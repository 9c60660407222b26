/**
 * Reads GitHub for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleGithub as default } from './module';
