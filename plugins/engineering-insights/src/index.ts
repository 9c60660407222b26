export { engineeringInsightsPlugin as default } from './plugin';
