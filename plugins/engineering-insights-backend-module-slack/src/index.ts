/**
 * Reads Slack for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleSlack as default } from './module';
