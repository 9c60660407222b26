/**
 * Reads the incident channels of Microsoft Teams for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleTeams as default } from './module';
