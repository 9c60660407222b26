import type { Company } from '../simulation/company';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';

/** What SonarQube analyses: the main branch of a repository. */
export interface SonarqubeProject {
  readonly key: string;
  readonly name: string;
  readonly repository: RepositoryProfile;
}

/** Repositories whose pipelines run the scanner. */
const ANALYSED = ['payments', 'search', 'identity', 'ledger'];

export function projectsOf(company: Company): SonarqubeProject[] {
  return company.repositories
    .filter(({ name }) => ANALYSED.includes(name.replace(/-\d+$/, '')))
    .map(repository => ({
      key: keyOf(company, repository),
      name: repository.components[0].title,
      repository,
    }));
}

/** What the catalog says of a component that SonarQube analyses. */
export function sonarqubeAnnotations(
  company: Company,
  repository: RepositoryProfile,
): Record<string, string> {
  const key = keyOf(company, repository);
  return projectsOf(company).some(project => project.key === key)
    ? { 'sonarqube.org/project-key': key }
    : {};
}

function keyOf(company: Company, { name }: RepositoryProfile): string {
  return `${company.login}:${name}`;
}
