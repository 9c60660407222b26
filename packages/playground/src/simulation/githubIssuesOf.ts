import type { Issue } from './model';
import type { RepositorySimulation } from './repositorySimulation';

/** The work items of a repository that are kept on GitHub: none where its team keeps them in Jira. */
export function githubIssuesOf(
  repository: RepositorySimulation,
): readonly Issue[] {
  return repository.profile.tracker === 'github' ? repository.issues : [];
}
