import { createHash, randomBytes } from 'node:crypto';
import { isMachineName } from '@sei-platform/plugin-engineering-insights-node';

const EMAIL = /^[^\s@<>]+@[^\s@<>]+$/;
const PSEUDONYM = /^person-[0-9a-f]{32}(@pseudonym\.invalid)?$/;
const OF_ADDRESSES = '@pseudonym.invalid';
const NOBODY = `person-${'0'.repeat(32)}`;

/** Stands for one person's name or address, without saying which. Stays itself when it is scrubbed again. */
export function pseudonymize(text: string, salt: string): string {
  if (text === '' || PSEUDONYM.test(text) || isMachineName(text)) return text;
  const hash = createHash('sha256')
    .update(`${salt}\n${text.trim().toLowerCase()}`)
    .digest('hex');
  const name = `person-${hash.slice(0, 32)}`;
  return EMAIL.test(text) ? `${name}${OF_ADDRESSES}` : name;
}

/** A pseudonym of the form of another one that stands for nobody who can be found. */
export function randomPseudonymLike(pseudonym: string): string {
  const name = `person-${randomBytes(16).toString('hex')}`;
  return pseudonym.endsWith(OF_ADDRESSES) ? `${name}${OF_ADDRESSES}` : name;
}

/** What stands for everybody whose data was erased, where a pseudonym stood. */
export function nobodyLike(pseudonym: string): string {
  return pseudonym.endsWith(OF_ADDRESSES) ? `${NOBODY}${OF_ADDRESSES}` : NOBODY;
}

export function isNobody(pseudonym: string): boolean {
  return pseudonym === NOBODY || pseudonym === `${NOBODY}${OF_ADDRESSES}`;
}

/** What is kept of an erased name, to know it again. */
export function erasedKey(pseudonym: string, salt: string): string {
  return createHash('sha256')
    .update(`${salt}\nerased\n${pseudonym}`)
    .digest('hex');
}
