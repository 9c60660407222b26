import type { Entity } from '../catalog';
import type { Site } from '../server/render/site';
import type { Company } from '../simulation/company';

/** What is on the plain Git server as catalog components: their tags are the deployments. */
export function gitComponents(company: Company, site: Site): Entity[] {
  return company.gitRepositories.flatMap(repository =>
    repository.components.map(component => ({
      apiVersion: 'backstage.io/v1alpha1' as const,
      kind: 'Component',
      metadata: {
        name: component.name,
        title: component.title,
        description: repository.description,
        annotations: {
          'engineering-insights/git-url': `${site.origin}/git/${repository.name}.git`,
          'engineering-insights/deployments': 'tags:v*',
        },
      },
      spec: {
        type: component.type,
        lifecycle: 'production',
        owner: repository.team,
        system: component.system,
      },
    })),
  );
}
