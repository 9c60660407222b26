import { getEntitySourceLocation, type Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PATHS,
  type Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

export const ANNOTATION_PROJECT_SLUG = 'gitlab.com/project-slug';
export const ANNOTATION_INSTANCE = 'gitlab.com/instance';
export const ANNOTATION_USER_LOGIN = 'gitlab.com/user-login';

/** A configured GitLab host among the others. */
export interface HostChoice {
  readonly host: string;
  /** `https://gitlab.com`, or with a path where GitLab is installed below one. */
  readonly baseUrl: string;
  readonly configuredHosts: readonly string[];
}

/** The project that an entity's annotations name on a host. */
export function scopesOf(
  entity: Entity,
  choice: HostChoice,
): readonly ScopeRef[] {
  const slug = entity.metadata.annotations?.[ANNOTATION_PROJECT_SLUG];
  const location = sourceLocationOf(entity);
  if (slug !== undefined) {
    return hostOf(entity, choice) === choice.host
      ? scopeOf({ slug, entity, choice })
      : [];
  }
  // Locations, templates and groups have a source location too, and no deliveries of their own.
  if (entity.kind.toLowerCase() !== 'component' || !location) return [];
  const located = slugOf(location, choice);
  return located === undefined
    ? []
    : scopeOf({ slug: located, entity, choice });
}

/** The account that a User's annotation names. */
export function identitiesOf(
  user: Entity,
  choice: HostChoice,
): readonly Identity[] {
  const { annotations } = user.metadata;
  // Backstage's provider of GitLab's users writes the host into the annotation's name.
  const login =
    annotations?.[`${choice.host}/user-login`] ??
    (hostOf(user, choice) === choice.host
      ? annotations?.[ANNOTATION_USER_LOGIN]
      : undefined);
  return login ? [{ source: 'gitlab', login }] : [];
}

/** GitLab's paths know no case, so one project has one id however it is written. */
export function scopeIdOf(slug: string): string {
  return slug.toLowerCase();
}

function hostOf(entity: Entity, { configuredHosts }: HostChoice) {
  const instance = entity.metadata.annotations?.[ANNOTATION_INSTANCE]?.trim();
  if (instance) return instance.replace(/^https?:\/\//, '').split('/')[0];
  const location = sourceLocationOf(entity);
  if (location && configuredHosts.includes(location.host)) return location.host;
  return configuredHosts.includes('gitlab.com')
    ? 'gitlab.com'
    : configuredHosts[0];
}

function scopeOf(options: {
  slug: string;
  entity: Entity;
  choice: HostChoice;
}): readonly ScopeRef[] {
  const slug = options.slug.trim();
  if (!/^[\w.-]+(\/[\w.-]+)+$/.test(slug)) return [];
  const paths = pathsOf(options.entity);
  return [
    {
      externalId: scopeIdOf(slug),
      title: slug,
      url: `${options.choice.baseUrl}/${slug}`,
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

/** Groups may be nested, so the project ends where `/-/` begins. */
function slugOf(location: URL, choice: HostChoice): string | undefined {
  const base = new URL(`${choice.baseUrl}/`);
  const { host, pathname } = location;
  if (host !== choice.host || !pathname.startsWith(base.pathname)) {
    return undefined;
  }
  return pathname
    .slice(base.pathname.length)
    .split('/-/')[0]
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}
