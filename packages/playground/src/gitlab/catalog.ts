import type { Entity } from '../catalog';
import type { Company } from '../simulation/company';
import type { Person } from '../simulation/model';
import type { Site } from '../server/render/site';
import { pathOf } from './project';

function instanceOf(site: Site): string {
  return new URL(site.origin).host;
}

/** What is on GitLab as catalog components. */
export function gitlabComponents(company: Company, site: Site): Entity[] {
  return company.gitlabProjects.flatMap(project =>
    project.components.map(component => ({
      apiVersion: 'backstage.io/v1alpha1' as const,
      kind: 'Component',
      metadata: {
        name: component.name,
        title: component.title,
        description: project.description,
        annotations: {
          'gitlab.com/project-slug': pathOf(company.login, project),
          'gitlab.com/instance': instanceOf(site),
        },
      },
      spec: {
        type: component.type,
        lifecycle: 'production',
        owner: project.team,
        system: component.system,
      },
    })),
  );
}

/** The account of a person whose team works on GitLab. */
export function gitlabLoginOf(
  company: Company,
  person: Person,
  site: Site,
): Record<string, string> {
  return company.gitlabProjects.some(({ team }) => team === person.team)
    ? {
        'gitlab.com/user-login': person.login,
        'gitlab.com/instance': instanceOf(site),
      }
    : {};
}
