import type { Company } from '../simulation/company';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';

/** A team's project in Jira, with one board. */
export interface JiraProject {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly repositories: readonly RepositoryProfile[];
  readonly board: { readonly id: number; readonly type: 'scrum' | 'kanban' };
}

const FIRST_ID = 10_000;
/** One team works without sprints. */
const KANBAN_TEAM = 'platform';

export function projectKeyOf(team: string): string {
  return team.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

export function boardIdOf(company: Company, team: string): number {
  return company.teams.findIndex(({ name }) => name === team) + 1;
}

/** One project per team; its components are those of the catalog. */
export function projectsOf(company: Company): JiraProject[] {
  return company.teams.map(({ name, title }, index) => ({
    id: String(FIRST_ID + index),
    key: projectKeyOf(name),
    name: title,
    repositories: company.repositories.filter(({ team }) => team === name),
    board: {
      id: boardIdOf(company, name),
      type: name === KANBAN_TEAM ? 'kanban' : 'scrum',
    },
  }));
}
