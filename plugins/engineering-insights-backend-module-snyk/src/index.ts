/**
 * Reads Snyk for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleSnyk as default } from './module';
