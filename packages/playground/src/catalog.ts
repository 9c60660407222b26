import { stringify } from 'yaml';
import {
  azureDevopsAccountOf,
  azureDevopsComponents,
} from './azure-devops/catalog';
import { gitComponents } from './git/catalog';
import { gitlabComponents, gitlabLoginOf } from './gitlab/catalog';
import { jenkinsComponents } from './jenkins/catalog';
import { libraryComponents } from './libraryComponents';
import { boardIdOf, projectKeyOf } from './jira/projects';
import { accountIdOf } from './jira/render';
import { pagerdutyAnnotations } from './pagerduty/services';
import { slackAnnotations } from './slack/catalog';
import { snykAnnotations } from './snyk/catalog';
import { sonarqubeAnnotations } from './sonarqube/projects';
import { teamsAnnotations } from './teams/catalog';
import type { Company } from './simulation/company';
import type {
  ComponentProfile,
  RepositoryProfile,
} from './simulation/repositoryProfiles';
import type { Site } from './server/render/site';

export interface Entity {
  readonly apiVersion: 'backstage.io/v1alpha1';
  readonly kind: string;
  readonly metadata: Record<string, unknown>;
  readonly spec: Record<string, unknown>;
}

function entity(
  kind: string,
  metadata: Record<string, unknown>,
  spec: Record<string, unknown>,
): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata, spec };
}

function componentOf(options: {
  company: Company;
  repository: RepositoryProfile;
  component: ComponentProfile;
  site: Site;
}): Entity {
  const { company, repository, component, site } = options;
  const slug = `${company.login}/${repository.name}`;
  const page = `${site.origin}/${slug}/tree/${repository.defaultBranch}`;
  const annotations: Record<string, string> = {
    'github.com/project-slug': slug,
    'jira/project-key': projectKeyOf(repository.team),
    'jira/component': component.name,
    ...pagerdutyAnnotations(company, component.name),
    ...teamsAnnotations(component.name),
    ...slackAnnotations(component.name),
    ...snykAnnotations(company, repository, component),
    ...sonarqubeAnnotations(company, repository),
    'backstage.io/source-location': `url:${
      component.path ? `${page}/${component.path}` : page
    }/`,
  };
  // Websites show their numbers to everyone; the others do not.
  if (component.type === 'website')
    annotations['engineering-insights/badges'] = 'true';
  if (component.path)
    annotations['engineering-insights/paths'] = `${component.path}/**`;
  return entity(
    'Component',
    {
      name: component.name,
      title: component.title,
      description: repository.description,
      annotations,
    },
    {
      type: component.type,
      lifecycle: 'production',
      owner: repository.team,
      system: component.system,
    },
  );
}

function groups(company: Company): Entity[] {
  const teams = company.teams.map(team =>
    entity(
      'Group',
      {
        name: team.name,
        title: team.title,
        annotations: {
          'jira/project-key': projectKeyOf(team.name),
          'jira/board-id': String(boardIdOf(company, team.name)),
        },
      },
      {
        type: 'team',
        profile: { displayName: team.title },
        parent: company.department,
        children: [],
      },
    ),
  );
  const department = entity(
    'Group',
    { name: company.department, title: 'Engineering' },
    {
      type: 'department',
      profile: { displayName: `${company.name} engineering` },
      children: company.teams.map(team => team.name),
    },
  );
  return [department, ...teams];
}

function users(company: Company, site: Site): Entity[] {
  return company.people.map(person =>
    entity(
      'User',
      {
        name: person.login,
        title: person.name,
        annotations: {
          'github.com/user-login': person.login,
          ...gitlabLoginOf(company, person, site),
          ...azureDevopsAccountOf(company, person),
          'jira/account-id': accountIdOf(person),
        },
      },
      {
        profile: { displayName: person.name, email: person.email },
        memberOf: [person.team],
      },
    ),
  );
}

/** The company as catalog entities. */
export function createCatalog(company: Company, site: Site): Entity[] {
  return [
    ...company.domains.map(({ name, title, owner }) =>
      entity('Domain', { name, title }, { owner }),
    ),
    ...company.systems.map(({ name, title, owner, domain }) =>
      entity('System', { name, title }, { owner, domain }),
    ),
    ...groups(company),
    ...users(company, site),
    ...company.repositories.flatMap(repository =>
      repository.components.map(component =>
        componentOf({ company, repository, component, site }),
      ),
    ),
    ...gitComponents(company, site),
    ...gitlabComponents(company, site),
    ...jenkinsComponents(company, site),
    ...azureDevopsComponents(company, site),
    ...libraryComponents(company, site),
  ];
}

export function renderCatalog(company: Company, site: Site): string {
  return createCatalog(company, site)
    .map(item => stringify(item))
    .join('---\n');
}
