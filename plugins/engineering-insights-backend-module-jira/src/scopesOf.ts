import type { Entity } from '@backstage/catalog-model';
import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { scopeIdOf, type JiraScope } from './jiraScope';

/** Where an entity's annotations stand, and where their links lead. */
export interface AnnotationPlace {
  /** `jira`, for `jira/project-key`. */
  readonly prefix: string;
  readonly baseUrl: string;
}

/**
 * The project that an entity's annotations name, or its components, or the
 * board of a team. A board takes the place of the project: it says by its
 * filter which issues are the team's.
 */
export function scopesOf(
  entity: Entity,
  { prefix, baseUrl }: AnnotationPlace,
): readonly ScopeRef[] {
  const read = (name: string) =>
    entity.metadata.annotations?.[`${prefix}/${name}`]?.trim() ?? '';
  const boardId = read('board-id');
  if (/^\d+$/.test(boardId)) {
    const scope = { kind: 'board', boardId } as const;
    return [
      {
        externalId: scopeIdOf(scope),
        title: `Board ${boardId}`,
        url: `${baseUrl}/secure/RapidBoard.jspa?rapidView=${boardId}`,
      },
    ];
  }
  const project = read('project-key').toUpperCase();
  if (!/^[A-Z][A-Z0-9_]*$/.test(project)) return [];
  const components = splitList(read('component'));
  const scopes: JiraScope[] =
    components.length === 0
      ? [{ kind: 'project', project }]
      : components.map(component => ({
          kind: 'component',
          project,
          component,
        }));
  return withoutRepetition(scopes).map(scope => ({
    externalId: scopeIdOf(scope),
    title:
      scope.kind === 'component' ? `${project}/${scope.component}` : project,
    url: `${baseUrl}/browse/${project}`,
  }));
}

/** The account that a User's annotation names. */
export function identitiesOf(
  user: Entity,
  { prefix }: Pick<AnnotationPlace, 'prefix'>,
): readonly Identity[] {
  const login = user.metadata.annotations?.[`${prefix}/account-id`];
  return login ? [{ source: 'jira', login }] : [];
}

function withoutRepetition(scopes: readonly JiraScope[]): JiraScope[] {
  return [...new Map(scopes.map(scope => [scopeIdOf(scope), scope])).values()];
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
}
