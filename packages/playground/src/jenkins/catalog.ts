import type { Entity } from '../catalog';
import type { Site } from '../server/render/site';
import type { Company } from '../simulation/company';
import { branchesNameOf, deployNameOf } from './jobs';

/** What Jenkins builds and deploys as catalog components: its runs are the deployments. */
export function jenkinsComponents(company: Company, site: Site): Entity[] {
  return company.jenkinsRepositories.flatMap(repository => {
    const slug = `${company.login}/${repository.name}`;
    const page = `${site.origin}/${slug}/tree/${repository.defaultBranch}`;
    const [branches, deploy] = [
      branchesNameOf(repository),
      deployNameOf(repository),
    ];
    return repository.components.map(component => ({
      apiVersion: 'backstage.io/v1alpha1' as const,
      kind: 'Component',
      metadata: {
        name: component.name,
        title: component.title,
        description: repository.description,
        annotations: {
          'github.com/project-slug': slug,
          'backstage.io/source-location': `url:${page}/`,
          'jenkins.io/job-full-name': `${branches},${deploy}`,
          'engineering-insights/deployments': `pipelineRuns:${deploy}`,
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
