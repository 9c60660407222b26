import type { SnykClient } from './client';
import { isObject } from './jsonApi';
import type { SnykProject } from './resolveProjects';

/** Says where people look at a project. */
export type ProjectPages = (
  project: SnykProject,
  signal: AbortSignal,
) => Promise<string>;

/** An organization's page is at its short name, which is asked for once. */
export function createProjectPages(options: {
  client: SnykClient;
  appBaseUrl: string;
}): ProjectPages {
  const { client, appBaseUrl } = options;
  const slugs = new Map<string, string>();
  return async ({ organization, id }, signal) => {
    let slug = slugs.get(organization);
    if (slug === undefined) {
      const { data } = await client.get({
        path: `/orgs/${organization}`,
        permission: 'View Organization',
        signal,
      });
      const attributes = isObject(data) ? data.attributes : undefined;
      const told = isObject(attributes) ? attributes.slug : undefined;
      slug = typeof told === 'string' ? told : organization;
      slugs.set(organization, slug);
    }
    return `${appBaseUrl}/org/${encodeURIComponent(slug)}/project/${id}`;
  };
}
