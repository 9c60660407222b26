/**
 * Reads Azure DevOps for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleAzureDevops as default } from './module';
