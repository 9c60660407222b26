import type { JsonObject } from '@backstage/types';

/** A component of the catalog whose repository is on a host. */
export function componentOf(options: {
  name: string;
  host: string;
  slug: string;
}): JsonObject {
  const { name, host, slug } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'github.com/project-slug': slug,
        'backstage.io/source-location': `url:http://${host}/${slug}/tree/main/`,
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/platform',
    },
  };
}
