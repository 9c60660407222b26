import {
  NotAllowedError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { isAllowed } from '../address/AllowList';
import { parseRepositoryUrl, type Place } from '../address/parseRepositoryUrl';
import type { GitSource } from '../GitSource';

/** The scope of a place: of a host its path, of a directory the directory. */
export function scopeIdOf({ scheme, path }: Place): string {
  return scheme === 'file' ? path : path.slice(1);
}

/** The place of a scope, which is allowed still. */
export function placeOf(
  { origin, scheme, allowed }: Pick<GitSource, 'origin' | 'scheme' | 'allowed'>,
  { externalId }: ScopeRef,
): Place {
  const parsed = parseRepositoryUrl(
    scheme === 'file' ? externalId : `${origin}/${externalId}`,
  );
  if ('place' in parsed && isAllowed(parsed.place, allowed))
    return parsed.place;
  throw new NotAllowedError(
    `engineeringInsights.sources.git[].allow does not name ${externalId} of ${origin}. Add it there, or take the annotation away.`,
  );
}
