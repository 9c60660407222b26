import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import { ANNOTATION_PATHS } from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { isAllowed } from './address/AllowList';
import { parseRepositoryUrl, type Place } from './address/parseRepositoryUrl';
import type { GitSource } from './GitSource';
import { scopeIdOf } from './remote/placeOf';

export const ANNOTATION_GIT_URL = 'engineering-insights/git-url';

/** Where the part of an address begins that names a branch and a folder, on the hosts that Backstage knows. */
const BEHIND_REPOSITORY =
  /\/(-\/)?(tree|blob|src\/(branch|commit|tag)|src)\/.*$/;
/** How the modules of hosts are told a repository: `github.com/project-slug`. */
const OTHER_ANNOTATION = /\/project-(slug|repo|path|key)$/;

export interface ScopeChoice
  extends Pick<GitSource, 'origin' | 'allowed' | 'useSourceLocation'> {
  /** Hosts that other sources read. */
  readonly integratedHosts: readonly string[];
}

/** The repository that an entity's annotation names, where it is allowed. */
export function scopesOf(
  entity: Entity,
  choice: ScopeChoice,
): readonly ScopeRef[] {
  const url = urlOf(entity, choice);
  const parsed = url === undefined ? undefined : parseRepositoryUrl(url);
  if (!parsed || !('place' in parsed)) return [];
  const { place } = parsed;
  const isHere = place.origin === choice.origin && place.path !== '';
  return isHere && isAllowed(place, choice.allowed)
    ? [scopeOf(place, entity)]
    : [];
}

/** Why the repository that an entity's annotation names is not read, whatever the source. */
export function refusalOf(
  entity: Entity,
  allowed: readonly Place[],
): string | undefined {
  const url = annotatedUrl(entity);
  if (url === undefined) return undefined;
  const parsed = parseRepositoryUrl(url);
  if ('problem' in parsed) return `is not read: ${parsed.problem}.`;
  const { place } = parsed;
  return place.path !== '' && isAllowed(place, allowed)
    ? undefined
    : `is not read: add ${place.origin}${place.path} or what it is below to engineeringInsights.sources.git[].allow.`;
}

function scopeOf(place: Place, entity: Entity): ScopeRef {
  const externalId = scopeIdOf(place);
  const text = entity.metadata.annotations?.[ANNOTATION_PATHS] ?? '';
  const paths = text.split(/[\s,]+/).filter(path => path !== '');
  const isOnWeb = place.scheme === 'https' || place.scheme === 'http';
  return {
    externalId,
    title: externalId.replace(/\.git$/, ''),
    ...(isOnWeb && { url: `${place.origin}/${externalId}` }),
    ...(paths.length > 0 && { paths }),
  };
}

function urlOf(entity: Entity, choice: ScopeChoice): string | undefined {
  return annotatedUrl(entity) ?? locatedUrl(entity, choice);
}

function annotatedUrl(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[ANNOTATION_GIT_URL]?.trim();
}

/** Only what no other source could read: neither by its annotation nor by its host. */
function locatedUrl(
  entity: Entity,
  { useSourceLocation, integratedHosts }: ScopeChoice,
): string | undefined {
  const { annotations = {} } = entity.metadata;
  const isReadElsewhere = Object.keys(annotations).some(key =>
    OTHER_ANNOTATION.test(key),
  );
  const hasLocation =
    annotations['backstage.io/source-location'] !== undefined ||
    annotations['backstage.io/managed-by-location'] !== undefined;
  // Locations, templates and groups have a source location too, and no deliveries of their own.
  const isComponent = entity.kind.toLowerCase() === 'component';
  if (!useSourceLocation || !isComponent || isReadElsewhere || !hasLocation) {
    return undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  if (type !== 'url' || !URL.canParse(target)) return undefined;
  const { host, origin, pathname } = new URL(target);
  return integratedHosts.includes(host)
    ? undefined
    : origin + pathname.replace(BEHIND_REPOSITORY, '');
}
