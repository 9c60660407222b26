import type { Entity } from './catalog';
import type { Site } from './server/render/site';
import type { Company } from './simulation/company';

/** The company's libraries as catalog components: all that is known of them is on GitHub. */
export function libraryComponents(company: Company, site: Site): Entity[] {
  return company.libraries.flatMap(repository => {
    const slug = `${company.login}/${repository.name}`;
    return repository.components.map(component => ({
      apiVersion: 'backstage.io/v1alpha1' as const,
      kind: 'Component',
      metadata: {
        name: component.name,
        title: component.title,
        description: repository.description,
        annotations: {
          'github.com/project-slug': slug,
          'backstage.io/source-location': `url:${site.origin}/${slug}/tree/${repository.defaultBranch}/`,
        },
      },
      spec: {
        type: component.type,
        lifecycle: 'production',
        owner: repository.team,
        system: component.system,
      },
    }));
  });
}
