/**
 * Reads GitLab for Engineering Insights.
 *
 * @packageDocumentation
 */
export { engineeringInsightsModuleGitlab as default } from './module';
