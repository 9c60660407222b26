/**
 * Reads any Git repository for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleGit as default } from './module';
