import type { Entity } from '../catalog';
import type { Company } from '../simulation/company';
import type { Person } from '../simulation/model';
import type { Site } from '../server/render/site';
import { areaOf, PROJECT } from './project';

/** What is on Azure DevOps as catalog components. */
export function azureDevopsComponents(company: Company, site: Site): Entity[] {
  const { host } = new URL(site.origin);
  return company.azureRepositories.flatMap(repository =>
    repository.components.map(component => ({
      apiVersion: 'backstage.io/v1alpha1' as const,
      kind: 'Component',
      metadata: {
        name: component.name,
        title: component.title,
        description: repository.description,
        annotations: {
          'dev.azure.com/project-repo': `${PROJECT}/${repository.name}`,
          'dev.azure.com/host-org': `${host}/${company.login}`,
          'engineering-insights/azure-area-path': areaOf(repository),
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

/** The account of a person whose team works on Azure DevOps. */
export function azureDevopsAccountOf(
  company: Company,
  person: Person,
): Record<string, string> {
  return company.azureRepositories.some(({ team }) => team === person.team)
    ? { 'microsoft.com/email': person.email }
    : {};
}
