/**
 * Reads Jira for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleJira as default } from './module';
