import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { doraFilter } from './doraFilter';

/** The DORA metrics on the entity page's overview; a portal may set another filter or type in `app.extensions`. */
export const entityDoraCard = EntityCardBlueprint.make({
  name: 'dora',
  params: {
    type: 'content',
    filter: doraFilter,
    loader: () =>
      import('./dora/overview/EntityDoraCard').then(module => (
        <module.EntityDoraCard />
      )),
  },
});
