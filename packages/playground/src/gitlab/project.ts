import type { RepositorySimulation } from '../simulation/repositorySimulation';

/** GitLab's path of a project: the team's group in the company's. */
export function projectPath(project: RepositorySimulation): string {
  return pathOf(project.company.login, project.profile);
}

export function pathOf(
  login: string,
  profile: { team: string; name: string },
): string {
  return `${login}/${profile.team}/${profile.name}`;
}

/** Where this server stands, GitLab being installed below a path: `http://127.0.0.1:7070/gitlab`. */
export interface GitlabSite {
  readonly origin: string;
}

export function projectUrl(
  site: GitlabSite,
  project: RepositorySimulation,
): string {
  return `${site.origin}/${projectPath(project)}`;
}
