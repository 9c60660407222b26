import type { JsonValue } from '@backstage/types';
import {
  replaceAddresses,
  replacePersons,
} from '@sei-platform/plugin-engineering-insights-node';
import { storableText } from '../database/operations/facts/storableText';
import { DEFAULT_PRIVACY, type PrivacyRules } from '../privacy/PrivacyRules';
import {
  erasedKey,
  isNobody,
  nobodyLike,
  pseudonymize,
} from '../privacy/pseudonymize';

/** Whose names and addresses are replaced, and how. */
export interface ScrubOptions {
  readonly salt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
}

/**
 * `Co-authored-by: Ada <ada@example.com>`: who has the address. No two parts of
 * it take the same characters, as whoever writes a commit could make it try for hours.
 */
const TRAILER = /^([ \t]*[\p{L}-]+-by:)([^<\n]*)(?=<[^<\n]*>)/gimu;
/** Members that hold a title, or a text that begins with one. */
const TITLED =
  /^(title|summary|subject|message|messageHeadline|messageBody|description|display_title|displayTitle|System\.Title)$/;

/**
 * Replaces what a stream declares as personal, and e-mail addresses within any
 * text, by pseudonyms, so that the same person stays the same and what was
 * stored is understood as what was read. Titles are redacted as configured.
 */
export function scrubPersonal(
  options: ScrubOptions & {
    readonly item: JsonValue;
    /** JSON pointers; `*` stands for every element. */
    readonly pointers: readonly string[];
  },
): JsonValue {
  const { item, pointers, salt, privacy = DEFAULT_PRIVACY } = options;
  const redacted = redactTitles(storableBody(item), privacy);
  const standIn = standInOf(salt, privacy);
  if (privacy.mode === 'full') return withoutErased(redacted, options);
  const replace = (value: JsonValue): JsonValue => mapTexts(value, standIn);
  // One pass over all texts; a pseudonym that it leaves at a pointer stays itself.
  const scrubbed = mapTexts(redacted, text => scrubText(text, standIn));
  return pointers.reduce<JsonValue>(
    (value, pointer) => replaceAt(value, parsePointer(pointer), replace),
    scrubbed,
  );
}

/** What stands for a name: its pseudonym, or nobody where its person was erased. */
function standInOf(salt: string, { erased }: PrivacyRules) {
  return (name: string): string => {
    const pseudonym = pseudonymize(name, salt);
    return erased?.size && erased.has(erasedKey(pseudonym, salt))
      ? nobodyLike(pseudonym)
      : pseudonym;
  };
}

/** Where everything is stored, those who were erased are not. */
function withoutErased(body: JsonValue, options: ScrubOptions): JsonValue {
  const { salt, privacy = DEFAULT_PRIVACY } = options;
  if (!privacy.erased?.size) return body;
  const standIn = standInOf(salt, privacy);
  const replace = (name: string) => {
    const replaced = standIn(name);
    return isNobody(replaced) ? replaced : name;
  };
  return mapTexts(body, text => scrubText(replace(text), replace));
}

function scrubText(text: string, standIn: (name: string) => string): string {
  if (!text.includes('@')) return text;
  const named = text.replace(TRAILER, (_, trailer: string, spaced: string) => {
    const name = spaced.trim();
    return name === ''
      ? trailer + spaced
      : trailer + spaced.replace(name, () => standIn(name));
  });
  return replaceAddresses(named, standIn);
}

/**
 * Replaces what is personal by its look, for bodies that no stream describes:
 * e-mail addresses wherever they stand, and the names of accounts.
 */
export function scrubBody(
  options: ScrubOptions & { readonly body: JsonValue },
): JsonValue {
  const { body, salt, privacy = DEFAULT_PRIVACY } = options;
  const redacted = redactTitles(storableBody(body), privacy);
  if (privacy.mode === 'full') return withoutErased(redacted, options);
  const standIn = standInOf(salt, privacy);
  return mapTexts(replacePersons(redacted, standIn), text =>
    scrubText(text, standIn),
  );
}

/** A body without what Postgres cannot store, and without `__proto__`, which is no member once objects are put together. */
export function storableBody(body: JsonValue): JsonValue {
  return mapTexts(body, storableText);
}

function redactTitles(value: JsonValue, privacy: PrivacyRules): JsonValue {
  if (Array.isArray(value))
    return value.map(each => redactTitles(each, privacy));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member = null]) => [
      key,
      TITLED.test(key)
        ? mapTexts(member, privacy.redact)
        : redactTitles(member, privacy),
    ]),
  );
}

function parsePointer(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function replaceAt(
  value: JsonValue,
  path: readonly string[],
  replace: (value: JsonValue) => JsonValue,
): JsonValue {
  const [part, ...rest] = path;
  if (part === undefined) return replace(value);
  if (Array.isArray(value)) {
    return value.map((element, index) =>
      part === '*' || part === String(index)
        ? replaceAt(element, rest, replace)
        : element,
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      member !== undefined && (part === '*' || part === key)
        ? replaceAt(member, rest, replace)
        : member,
    ]),
  );
}

function mapTexts(
  value: JsonValue | undefined,
  map: (text: string) => string,
): JsonValue {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map(element => mapTexts(element, map));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && key !== '__proto__')
      .map(([key, member]) => [storableText(key), mapTexts(member, map)]),
  );
}
