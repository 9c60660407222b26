import { createHash } from 'node:crypto';
import type { JsonValue } from '@backstage/types';
import { storableText } from '../database/operations/facts/storableText';

const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;
const PSEUDONYM = /^person-[0-9a-f]{32}(@pseudonym\.invalid)?$/;
// A machine's name or address is nobody's personal data, and actors are told apart by it.
const MACHINE = /\[bot\]|^no-?reply@/i;

/**
 * Replaces what a stream declares as personal by pseudonyms, so that the same
 * person stays the same and what was stored is understood as what was read.
 */
export function scrubPersonal(options: {
  readonly item: JsonValue;
  /** JSON pointers; `*` stands for every element. */
  readonly pointers: readonly string[];
  readonly salt: string;
}): JsonValue {
  const { item, pointers, salt } = options;
  const replace = (value: JsonValue): JsonValue =>
    mapTexts(value, text => pseudonymize(text, salt));
  return pointers.reduce<JsonValue>(
    (scrubbed, pointer) => replaceAt(scrubbed, parsePointer(pointer), replace),
    mapTexts(item, storableText),
  );
}

/**
 * Replaces what is personal by its look, for bodies that no stream describes:
 * e-mail addresses, and the names that stand beside one.
 */
export function scrubAddresses(options: {
  readonly body: JsonValue;
  readonly salt: string;
}): JsonValue {
  const { salt } = options;
  const scrub = (value: JsonValue | undefined): JsonValue => {
    if (typeof value === 'string')
      return EMAIL.test(value) ? pseudonymize(value, salt) : value;
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== 'object' || value === null) return value ?? null;
    const isPerson = 'email' in value || 'emailAddress' in value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        isPerson &&
        /^(name|displayName)$/.test(key) &&
        typeof member === 'string'
          ? pseudonymize(member, salt)
          : scrub(member),
      ]),
    );
  };
  return scrub(mapTexts(options.body, storableText));
}

/** Stands for one person's name or address, without saying which. Stays itself when it is scrubbed again. */
export function pseudonymize(text: string, salt: string): string {
  if (text === '' || PSEUDONYM.test(text) || MACHINE.test(text)) return text;
  const hash = createHash('sha256')
    .update(`${salt}\n${text.trim().toLowerCase()}`)
    .digest('hex');
  const name = `person-${hash.slice(0, 32)}`;
  return EMAIL.test(text) ? `${name}@pseudonym.invalid` : name;
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
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [storableText(key), mapTexts(member, map)]),
  );
}
