/**
 * Reads SonarQube for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleSonarqube as default } from './module';
