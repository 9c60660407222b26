import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { engineeringInsightsApiFactory } from '../engineeringInsightsApiFactory';
import { doraRouteRef } from '../routes';

/** DORA metrics on the pages of the catalog, for portals on the old frontend system. */
export const engineeringInsightsPlugin = createPlugin({
  id: 'engineering-insights',
  apis: [engineeringInsightsApiFactory],
  routes: { dora: doraRouteRef },
});

/** The DORA tab of an entity. */
export const EntityDoraContent = engineeringInsightsPlugin.provide(
  createRoutableExtension({
    name: 'EntityDoraContent',
    component: () =>
      import('../dora/EntityDoraContent').then(
        module => module.EntityDoraContent,
      ),
    mountPoint: doraRouteRef,
  }),
);

/** The DORA metrics of an entity, for its overview. */
export const EntityDoraCard = engineeringInsightsPlugin.provide(
  createComponentExtension({
    name: 'EntityDoraCard',
    component: {
      lazy: () =>
        import('../dora/overview/EntityDoraCard').then(
          module => module.EntityDoraCard,
        ),
    },
  }),
);
