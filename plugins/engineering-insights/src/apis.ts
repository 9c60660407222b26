import { ApiBlueprint } from '@backstage/frontend-plugin-api';
import { engineeringInsightsApiFactory } from './engineeringInsightsApiFactory';

export const engineeringInsightsApi = ApiBlueprint.make({
  params: define => define(engineeringInsightsApiFactory),
});
