import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { doraFilter } from './doraFilter';
import { doraRouteRef, teamAnalyticsRouteRef } from './routes';
import { teamAnalyticsFilter } from './teamAnalyticsFilter';

/** The DORA tab, in the entity page's deployment group; a portal may set another filter in `app.extensions`. */
export const entityDoraContent = EntityContentBlueprint.make({
  name: 'dora',
  params: {
    path: '/dora',
    title: 'DORA',
    group: 'deployment',
    filter: doraFilter,
    routeRef: doraRouteRef,
    loader: () =>
      import('./dora/EntityDoraContent').then(module => (
        <module.EntityDoraContent />
      )),
  },
});

/** The Team analytics tab of groups; a portal may set another filter in `app.extensions`. */
export const entityTeamAnalyticsContent = EntityContentBlueprint.make({
  name: 'team-analytics',
  params: {
    path: '/team-analytics',
    title: 'Team analytics',
    group: 'deployment',
    filter: teamAnalyticsFilter,
    routeRef: teamAnalyticsRouteRef,
    loader: () =>
      import('./team/EntityTeamContent').then(module => (
        <module.EntityTeamContent />
      )),
  },
});
