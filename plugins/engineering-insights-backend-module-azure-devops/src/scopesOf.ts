import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PATHS,
  type Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { pathOf, scopeIdOf, type AzureScope } from './azureScope';
import type { AzureOrganization } from './readAzureDevopsSources';

export const ANNOTATION_PROJECT_REPO = 'dev.azure.com/project-repo';
export const ANNOTATION_PROJECT = 'dev.azure.com/project';
export const ANNOTATION_BUILD_DEFINITION = 'dev.azure.com/build-definition';
export const ANNOTATION_HOST_ORG = 'dev.azure.com/host-org';
/** Backstage has none for work items: `Shop\Returns`, the project first. */
export const ANNOTATION_AREA_PATH = 'engineering-insights/azure-area-path';
/** Of Backstage's provider of Microsoft's users; Azure DevOps names accounts by it. */
export const ANNOTATION_EMAIL = 'microsoft.com/email';

/** One organization among the configured ones. */
export interface OrganizationChoice {
  readonly organization: AzureOrganization;
  readonly others: readonly AzureOrganization[];
}

/** The repository, pipeline and area that an entity's annotations name in an organization. */
export function scopesOf(
  entity: Entity,
  choice: OrganizationChoice,
): readonly ScopeRef[] {
  const { baseUrl } = choice.organization;
  if (organizationOf(entity, choice) !== choice.organization) return [];
  const paths = (entity.metadata.annotations?.[ANNOTATION_PATHS] ?? '')
    .split(/[\s,]+/)
    .filter(path => path !== '');
  return namedBy(entity)
    .filter(hasNames)
    .map(scope => ({
      externalId: scopeIdOf(scope),
      title: pathOf(scope),
      url: urlOf(baseUrl, scope),
      ...(paths.length > 0 && 'repository' in scope && { paths }),
    }));
}

/** The account that a User's annotation names. */
export function identitiesOf(user: Entity): readonly Identity[] {
  const email = user.metadata.annotations?.[ANNOTATION_EMAIL]?.trim();
  return email ? [{ source: 'azure-devops', login: email }] : [];
}

/** With the meaning that the annotations have for Backstage's Azure DevOps plugin. */
function namedBy(entity: Entity): AzureScope[] {
  const { annotations = {} } = entity.metadata;
  const [repoProject, repository, ...more] = namesIn(
    annotations[ANNOTATION_PROJECT_REPO],
    '/',
  );
  const hasRepository = Boolean(repository) && more.length === 0;
  const definition = annotations[ANNOTATION_BUILD_DEFINITION]?.trim();
  const project = annotations[ANNOTATION_PROJECT]?.trim() || repoProject;
  const [areaProject, ...area] = namesIn(
    annotations[ANNOTATION_AREA_PATH],
    '\\',
  );
  return [
    ...(hasRepository
      ? [
          {
            kind: definition ? ('code' as const) : ('repository' as const),
            project: repoProject,
            repository,
          },
        ]
      : []),
    ...(definition && project
      ? [{ kind: 'pipeline' as const, project, definition }]
      : []),
    ...(areaProject
      ? [{ kind: 'area' as const, project: areaProject, area: area.join('\\') }]
      : []),
  ];
}

/** A step of a path is no name: it would lead to another part of the API. */
function hasNames(scope: AzureScope): boolean {
  return !pathOf(scope)
    .split('/')
    .some(name => name === '.' || name === '..');
}

function namesIn(text: string | undefined, separator: string): string[] {
  return (text ?? '')
    .split(separator)
    .map(name => name.trim())
    .filter(name => name !== '');
}

/** `dev.azure.com/acme`, or `tfs.example.org/tfs/DefaultCollection` of a server; else where the source is; else the first. */
function organizationOf(
  entity: Entity,
  { others }: OrganizationChoice,
): AzureOrganization | undefined {
  const named = namesIn(
    entity.metadata.annotations?.[ANNOTATION_HOST_ORG],
    '/',
  );
  if (named.length > 0) {
    const name = named.at(-1)!;
    return others.find(
      each => each.host === named[0] && isSameName(each.name, name),
    );
  }
  const location = sourceLocationOf(entity);
  return (
    others.find(each => location && isBelow(location, each.baseUrl)) ??
    others[0]
  );
}

function isSameName(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function isBelow(location: string, baseUrl: string): boolean {
  return location.toLowerCase().startsWith(`${baseUrl.toLowerCase()}/`);
}

function sourceLocationOf(entity: Entity): string | undefined {
  const { annotations } = entity.metadata;
  if (
    !annotations?.['backstage.io/source-location'] &&
    !annotations?.['backstage.io/managed-by-location']
  ) {
    return undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  return type === 'url' ? target : undefined;
}

function urlOf(baseUrl: string, scope: AzureScope): string {
  const project = `${baseUrl}/${encodeURIComponent(scope.project)}`;
  switch (scope.kind) {
    case 'pipeline':
      return `${project}/_build`;
    case 'area':
      return `${project}/_workitems`;
    default:
      return `${project}/_git/${encodeURIComponent(scope.repository)}`;
  }
}
