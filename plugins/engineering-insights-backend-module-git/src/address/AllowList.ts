import {
  parseRepositoryUrl,
  type ParsedUrl,
  type Place,
} from './parseRepositoryUrl';

/** An entry of `allow`: `https://git.example.org/acme/`, `git.example.org`, `/srv/git`. */
export function parseAllowEntry(text: string): ParsedUrl {
  const isHostAlone = /^[a-z\d.-]+(:\d+)?$/i.test(text);
  const parsed = parseRepositoryUrl(isHostAlone ? `https://${text}` : text);
  if (
    'place' in parsed &&
    parsed.place.scheme === 'file' &&
    !parsed.place.path
  ) {
    return { problem: 'it is the whole machine' };
  }
  return parsed;
}

/** Whether a place is one of the allowed ones or below it. Hosts, ports, users and schemes have to be the same. */
export function isAllowed(place: Place, allowed: readonly Place[]): boolean {
  return allowed.some(
    ({ origin, path }) =>
      origin === place.origin &&
      (place.path === path || place.path.startsWith(`${path}/`)),
  );
}
