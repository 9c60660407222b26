import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { ANNOTATION_IGNORE } from '@sei-platform/plugin-engineering-insights-common';

/** The DORA tab, in the entity page's deployment group; a portal may set another filter in `app.extensions`. */
export const entityDoraContent = EntityContentBlueprint.make({
  name: 'dora',
  params: {
    path: '/dora',
    title: 'DORA',
    group: 'deployment',
    filter: {
      $all: [
        { kind: { $in: ['component', 'system', 'domain', 'group'] } },
        { $not: { 'spec.type': 'documentation' } },
        { $not: { [`metadata.annotations.${ANNOTATION_IGNORE}`]: 'true' } },
      ],
    },
    loader: () =>
      import('./dora/EntityDoraContent').then(module => (
        <module.EntityDoraContent />
      )),
  },
});
