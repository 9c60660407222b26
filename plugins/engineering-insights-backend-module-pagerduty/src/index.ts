/**
 * Reads PagerDuty for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModulePagerduty as default } from './module';
