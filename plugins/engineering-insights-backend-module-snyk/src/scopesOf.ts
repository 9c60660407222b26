import type { Entity } from '@backstage/catalog-model';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { isId, scopeIdOf, type SnykScope } from './snykScope';

// Those that Snyk's own Backstage plugin reads.
export const ANNOTATION_ORGANIZATION = 'snyk.io/org-id';
const ANNOTATION_ORGANIZATIONS = 'snyk.io/org-ids';
export const ANNOTATION_PROJECTS = 'snyk.io/project-ids';
const ANNOTATION_EXCLUDED_PROJECTS = 'snyk.io/exclude-project-ids';
export const ANNOTATION_TARGETS = 'snyk.io/targets';
const ANNOTATION_TARGET = 'snyk.io/target-id';
const ANNOTATION_TARGET_NAME = 'snyk.io/target-name';
const ANNOTATION_REPOSITORY = 'github.com/project-slug';

/** Which tenant is asked, among the configured ones. */
export interface TenantChoice {
  readonly organizations: readonly string[];
  readonly otherOrganizations: readonly string[];
  /** It has the organizations that no tenant names. */
  readonly isDefault: boolean;
}

/**
 * The projects and targets that an entity's annotations name in a tenant. An
 * organization alone names its GitHub repository, as Snyk calls a target like
 * it. A project that is named itself is not read with its target once more.
 */
export function scopesOf(
  entity: Entity,
  tenant: TenantChoice,
): readonly ScopeRef[] {
  const read = (key: string) =>
    splitList(entity.metadata.annotations?.[key] ?? '');
  const organizations = unique([
    ...read(ANNOTATION_ORGANIZATION),
    ...read(ANNOTATION_ORGANIZATIONS),
  ])
    .filter(isId)
    .map(id => id.toLowerCase())
    .filter(id => isOfTenant(id, tenant));
  if (organizations.length === 0) return [];
  const ids = (key: string) =>
    unique(
      read(key)
        .filter(isId)
        .map(id => id.toLowerCase()),
    );
  const excluded = ids(ANNOTATION_EXCLUDED_PROJECTS);
  const projects = ids(ANNOTATION_PROJECTS).filter(
    project => !excluded.includes(project),
  );
  const named = [
    ...read(ANNOTATION_TARGETS),
    ...read(ANNOTATION_TARGET),
    ...read(ANNOTATION_TARGET_NAME),
  ];
  const isByRepository = named.length === 0 && projects.length === 0;
  const targets = isByRepository ? read(ANNOTATION_REPOSITORY) : named;
  const scopes: SnykScope[] = [
    ...projects.map(
      project => ({ organizations, kind: 'project', project } as const),
    ),
    ...targets.map(
      target =>
        ({
          organizations,
          kind: 'target',
          target,
          excluded: [...excluded, ...projects],
        } as const),
    ),
  ];
  return withoutRepetition(scopes);
}

function isOfTenant(organization: string, tenant: TenantChoice): boolean {
  const { organizations, otherOrganizations, isDefault } = tenant;
  if (organizations.includes(organization)) return true;
  return isDefault && !otherOrganizations.includes(organization);
}

function withoutRepetition(scopes: readonly SnykScope[]): ScopeRef[] {
  const refs = scopes.map(scope => ({
    externalId: scopeIdOf(scope),
    title: scope.kind === 'project' ? scope.project : scope.target,
  }));
  return [...new Map(refs.map(ref => [ref.externalId, ref])).values()];
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
