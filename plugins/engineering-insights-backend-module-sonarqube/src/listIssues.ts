import type { Parameters, SonarqubeClient } from './client';
import { listPage, type ListedPage } from './listPage';

/** A page of the issues of a project's main branch, or of all projects. */
export async function listIssues(
  client: SonarqubeClient,
  options: {
    project?: string;
    parameters: Parameters;
    /** From 1. */
    page: number;
    signal: AbortSignal;
  },
): Promise<ListedPage> {
  const { project, page, signal } = options;
  return listPage(client, '/api/issues/search', {
    name: 'issues',
    parameters: {
      // It was renamed in 10.2; SonarQube passes over a name that it does not know.
      ...(project && { componentKeys: project, components: project }),
      ...options.parameters,
    },
    page,
    signal,
  });
}
