import type { Entity } from '@backstage/catalog-model';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import type { SonarqubeSource } from './readSonarqubeSources';

export const ANNOTATION_PROJECT_KEY = 'sonarqube.org/project-key';

/** What SonarQube allows in a project's key. */
const PROJECT_KEY = /^[\p{L}\p{N}_.:-]{1,400}$/u;

/** The project that an entity's annotation names, of this server or organization: `key` or `instance/key`. */
export function scopesOf(
  entity: Entity,
  source: Pick<SonarqubeSource, 'siteUrl' | 'name' | 'isDefault'>,
): readonly ScopeRef[] {
  const value =
    entity.metadata.annotations?.[ANNOTATION_PROJECT_KEY]?.trim() ?? '';
  const separator = value.indexOf('/');
  const instance = separator < 0 ? undefined : value.slice(0, separator);
  const key = value.slice(separator + 1);
  if (!PROJECT_KEY.test(key)) return [];
  // Whoever names no instance, or the default one, means the one that is the default.
  const isMeant =
    instance === undefined || instance === 'default'
      ? source.isDefault
      : instance === source.name;
  return isMeant
    ? [{ externalId: key, title: key, url: projectUrl(source, key) }]
    : [];
}

/** Where people see the project. */
function projectUrl(
  { siteUrl }: Pick<SonarqubeSource, 'siteUrl'>,
  key: string,
): string {
  return `${siteUrl}/dashboard?id=${encodeURIComponent(key)}`;
}
