import { createHash } from 'node:crypto';
import type { JsonValue } from '@backstage/types';
import {
  isMachineName,
  replaceAddresses,
} from '@sei-platform/plugin-engineering-insights-node';
import { storableText } from '../database/operations/facts/storableText';

const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;
const PSEUDONYM = /^person-[0-9a-f]{32}(@pseudonym\.invalid)?$/;

/**
 * Replaces what a stream declares as personal, and e-mail addresses within any
 * text, by pseudonyms, so that the same person stays the same and what was
 * stored is understood as what was read.
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
  // One pass over all texts; a pseudonym that it leaves at a pointer stays itself.
  const scrubbed = mapTexts(item, text => scrubText(storableText(text), salt));
  return pointers.reduce<JsonValue>(
    (value, pointer) => replaceAt(value, parsePointer(pointer), replace),
    scrubbed,
  );
}

function scrubText(text: string, salt: string): string {
  return replaceAddresses(text, address => pseudonymize(address, salt));
}

/**
 * Replaces what is personal by its look, for bodies that no stream describes:
 * e-mail addresses wherever they stand, and the names beside a member for one.
 */
export function scrubAddresses(options: {
  readonly body: JsonValue;
  readonly salt: string;
}): JsonValue {
  const { salt } = options;
  const scrub = (value: JsonValue | undefined): JsonValue => {
    if (typeof value === 'string') return scrubText(value, salt);
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== 'object' || value === null) return value ?? null;
    const isPerson = 'email' in value || 'emailAddress' in value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        isPerson &&
        /^(name|displayName|email|emailAddress)$/.test(key) &&
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
  if (text === '' || PSEUDONYM.test(text) || isMachineName(text)) return text;
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
