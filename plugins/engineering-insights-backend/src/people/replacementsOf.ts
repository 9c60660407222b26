import type { Replacement } from '../database/operations/people/erasePerson';
import type { FoundPerson } from './findPerson';

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const literal = (text: string) => text.replaceAll(SPECIAL, '\\$&');

/** Who stands where a correction named its author. */
const NOBODY_REF = 'user:default/erased';

/**
 * What is replaced by what, wherever a person is named. A login is often a word
 * as well, so it is replaced only where it is the whole of a value, where it is
 * mentioned, and in addresses of pages.
 */
export function replacementsOf(options: {
  readonly person: FoundPerson;
  /** What stands for each name from now on. */
  readonly standIns: ReadonlyMap<string, string>;
}): Replacement[] {
  const { person, standIns } = options;
  const { logins, emails, displayNames } = person.names;
  const of = (name: string) => standIns.get(name)!;
  return [
    ...[...person.pseudonyms].map(([name, pseudonym]) => ({
      pattern: literal(pseudonym),
      by: of(name),
    })),
    {
      pattern: `${literal(person.entityRef)}(?![\\w.-])`,
      by: NOBODY_REF,
    },
    ...emails.map(email => ({
      pattern: `(?<![\\w.+-])${literal(email)}(?![\\w-])`,
      by: of(email),
    })),
    // One word is too likely to be another thing's name.
    ...displayNames
      .filter(name => /\s/.test(name))
      .map(name => ({
        pattern: `(?<!\\w)${literal(name)}(?!\\w)`,
        by: of(name),
      })),
    ...logins.flatMap(login => [
      {
        pattern: `(?<=@)${literal(login)}(?![\\w-])`,
        by: of(login),
        within: 'facts' as const,
      },
      {
        pattern: `(?<=")${literal(login)}(?="(?!:))`,
        by: of(login),
        within: 'messages' as const,
      },
      {
        pattern: `(?<=/)${literal(login)}(?=["/?#.])`,
        by: of(login),
        within: 'messages' as const,
      },
    ]),
  ];
}
