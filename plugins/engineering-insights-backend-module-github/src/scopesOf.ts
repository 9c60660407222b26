import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PATHS,
  type Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

export const ANNOTATION_PROJECT_SLUG = 'github.com/project-slug';
export const ANNOTATION_USER_LOGIN = 'github.com/user-login';

/** A configured GitHub host among the others. */
export interface HostChoice {
  readonly host: string;
  /** Where its pages are: `https://github.com`. */
  readonly origin: string;
  /** Every configured host: a slug names none, so the source location decides. */
  readonly configuredHosts: readonly string[];
}

/** The repository that an entity's annotations name on a host. */
export function scopesOf(
  entity: Entity,
  choice: HostChoice,
): readonly ScopeRef[] {
  const slug = entity.metadata.annotations?.[ANNOTATION_PROJECT_SLUG];
  const location = sourceLocationOf(entity);
  if (slug !== undefined) {
    return hostOfSlug(location, choice) === choice.host
      ? scopeOf({ slug, entity, origin: choice.origin })
      : [];
  }
  // Locations, templates and groups have a source location too, and no deliveries of their own.
  if (
    entity.kind.toLowerCase() !== 'component' ||
    location?.host !== choice.host
  )
    return [];
  return scopeOf({ slug: slugOf(location), entity, origin: choice.origin });
}

/** The account that a User's annotation names. */
export function identitiesOf(user: Entity): readonly Identity[] {
  const login = user.metadata.annotations?.[ANNOTATION_USER_LOGIN];
  return login ? [{ source: 'github', login }] : [];
}

/** GitHub's names know no case, so one repository has one id however it is written. */
export function scopeIdOf(slug: string): string {
  return slug.toLowerCase();
}

function hostOfSlug(
  location: URL | undefined,
  { configuredHosts }: HostChoice,
) {
  if (location && configuredHosts.includes(location.host)) return location.host;
  return configuredHosts.includes('github.com')
    ? 'github.com'
    : configuredHosts[0];
}

function scopeOf(options: {
  slug: string;
  entity: Entity;
  origin: string;
}): readonly ScopeRef[] {
  const slug = options.slug.trim();
  // A step of a path is no name: it would lead to another part of the API.
  if (!/^(?!\.{1,2}\/)[\w.-]+\/(?!\.{1,2}$)[\w.-]+$/.test(slug)) return [];
  const paths = pathsOf(options.entity);
  return [
    {
      externalId: scopeIdOf(slug),
      title: slug,
      url: `${options.origin}/${slug}`,
      ...(paths.length > 0 && { paths }),
    },
  ];
}

function pathsOf(entity: Entity): string[] {
  const text = entity.metadata.annotations?.[ANNOTATION_PATHS] ?? '';
  return text.split(/[\s,]+/).filter(path => path !== '');
}

function sourceLocationOf(entity: Entity): URL | undefined {
  const { annotations } = entity.metadata;
  if (
    !annotations?.['backstage.io/source-location'] &&
    !annotations?.['backstage.io/managed-by-location']
  ) {
    return undefined;
  }
  const { type, target } = getEntitySourceLocation(entity);
  return type === 'url' && URL.canParse(target) ? new URL(target) : undefined;
}

function slugOf(location: URL): string {
  return location.pathname
    .split('/')
    .slice(1, 3)
    .join('/')
    .replace(/\.git$/, '');
}
