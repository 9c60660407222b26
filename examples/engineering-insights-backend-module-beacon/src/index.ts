/**
 * Reads Beacon for the Engineering Insights backend plugin.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleBeacon as default } from './module';
