import type { JsonObject, JsonValue } from '@backstage/types';
import { isMachineName } from './addresses';

/** Members by which an object is known to describe an account. */
const MARKS = [
  'login',
  'username',
  'uniqueName',
  'email',
  'emailAddress',
  'accountId',
];
const NAMES =
  /^(login|username|uniqueName|name|displayName|publicName|email|emailAddress|accountId|summary)$/;
/** Addresses of pages and pictures say who it is as well. */
const PLACES =
  /(^|_)(url|avatar)$|Url$|^(self|href|_links|avatarUrls|gravatar_id)$/;
/** What stands flat beside other things: `user_name` of a push. */
const FLAT_NAMES =
  /^(author|committer|pusher|user)_(name|username|login|email)$/;
const FLAT_PLACES = /^(author|committer|pusher|user)_(url|avatar|avatar_url)$/;
/** Places of code are called so too, and are no person's. */
const NOBODY = /^(organization|organisation|enterprise|project|repository)$/;

/**
 * Replaces the names of persons in a body that no stream describes, wherever
 * they stand, and leaves out the addresses of their pages and pictures. The
 * engine does it to all that the inbox keeps, once `keep` was asked, so no item
 * may depend on who a person is. Numbers and ids that only the source can
 * resolve stay, and so do the names of machines.
 */
export function replacePersons(
  body: JsonValue,
  replace: (name: string) => string,
): JsonValue {
  return replaceIn(body, '', name =>
    name === '' || isMachineName(name) ? name : replace(name),
  );
}

function replaceIn(
  value: JsonValue | undefined,
  key: string,
  replace: (name: string) => string,
): JsonValue {
  if (Array.isArray(value))
    return value.map(element => replaceIn(element, key, replace));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const isAboutPerson = isPerson(value, key);
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        // What is not there stays so: null would say that there is none.
        ([name, member]) =>
          member !== undefined &&
          !FLAT_PLACES.test(name) &&
          !(isAboutPerson && PLACES.test(name)),
      )
      .map(([name, member]) => [
        name,
        typeof member === 'string' &&
        (FLAT_NAMES.test(name) || (isAboutPerson && NAMES.test(name)))
          ? replace(member)
          : replaceIn(member, name, replace),
      ]),
  );
}

function isPerson(value: JsonObject, key: string): boolean {
  const { type } = value;
  if (NOBODY.test(key) || type === 'Organization') return false;
  // PagerDuty calls them `user_reference` where it names no more.
  if (typeof type === 'string' && /^user(_reference)?$/.test(type)) return true;
  return MARKS.some(mark => typeof value[mark] === 'string');
}
