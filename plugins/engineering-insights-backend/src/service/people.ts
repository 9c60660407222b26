import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  engineeringInsightsPeopleManagePermission,
  type PersonErasureAnswer,
  type PersonExportAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { erasePerson as erase } from '../database/operations/people/erasePerson';
import {
  listPersonCorrections,
  listPersonFacts,
  listPersonMessages,
  readOwnKeys,
} from '../database/operations/people/exportPerson';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { findPerson, type FoundPerson } from '../people/findPerson';
import { replacementsOf } from '../people/replacementsOf';
import { erasedKey, randomPseudonymLike } from '../privacy/pseudonymize';
import type { EntityName } from './authorise';
import type { ServiceContext } from './ServiceContext';

/** Whose data is asked for, and by whom. */
export interface PersonQuestion {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: EntityName;
}

// What one answer can carry.
const MOST_ROWS = 5_000;

/** Whoever manages people may see what is stored of each, and everybody what is stored of himself. @throws NotAllowedError else. */
export async function authoriseExport(question: PersonQuestion): Promise<void> {
  const { context, credentials, entity } = question;
  const { authorise, userRefOf } = context;
  const permission = engineeringInsightsPeopleManagePermission;
  if (await authorise.isAllowed({ credentials, permission })) return;
  const own = await userRefOf(credentials);
  if (own.toLocaleLowerCase('en-US') !== stringifyEntityRef(entity))
    throw new NotAllowedError(
      `This needs the permission ${permission.name}; without it you may export what is stored of yourself.`,
    );
}

/** All that is stored of a person. */
export async function exportPerson(
  question: PersonQuestion,
): Promise<PersonExportAnswer> {
  const { knex, now } = question.context;
  const person = await readPerson(question);
  const own = await ownAccounts(question, person);
  const keys = own.map(({ key }) => key);
  const facts = await listPersonFacts({ knex, keys, limit: MOST_ROWS });
  const patterns = replacementsOf({ person, standIns: person.pseudonyms }).map(
    ({ pattern }) => `(?:${pattern})`,
  );
  const messages = await listPersonMessages({
    knex,
    patterns,
    limit: MOST_ROWS,
  });
  return {
    entityRef: person.entityRef,
    exportedAt: now(),
    accounts: own.map(({ source }) => ({ source })),
    facts,
    messages,
    corrections: await listPersonCorrections({
      knex,
      entityRef: person.entityRef,
    }),
    isCut: Math.max(facts.length, messages.length) >= MOST_ROWS,
  };
}

/** Takes a person out of all that is stored, and has nothing stored of him from then on. */
export async function erasePerson(
  question: PersonQuestion,
): Promise<PersonErasureAnswer> {
  const { knex, identitySalt: salt } = question.context;
  const person = await readPerson(question);
  const own = await ownAccounts(question, person);
  // Random, so that nobody can find out whose they were; the same for all accounts of one name, as a replay makes it.
  const standIns = new Map(
    [...person.pseudonyms].map(([name, pseudonym]) => [
      name,
      randomPseudonymLike(pseudonym),
    ]),
  );
  const byPseudonym = new Map(
    [...person.pseudonyms].map(([name, pseudonym]) => [
      pseudonym,
      standIns.get(name)!,
    ]),
  );
  const erased = await erase({
    knex,
    personKey: person.key,
    accounts: own.map(({ source, key, pseudonym }) => ({
      key,
      by: identityKey({ source, login: byPseudonym.get(pseudonym) }, salt)!,
    })),
    erasedKeys: [...byPseudonym.keys()].map(each => erasedKey(each, salt)),
    replacements: replacementsOf({ person, standIns }),
  });
  return { entityRef: person.entityRef, ...erased };
}

async function readPerson(question: PersonQuestion): Promise<FoundPerson> {
  const { context, credentials, entity } = question;
  const { catalog, connectors, identitySalt: salt, logger } = context;
  const ref = stringifyEntityRef(entity);
  if (entity.kind.toLocaleLowerCase('en-US') !== 'user')
    throw new InputError(
      `${ref} is no User; only persons are exported and erased.`,
    );
  const user = await catalog.getEntityByRef(ref, { credentials });
  if (!user)
    throw new NotFoundError(
      `There is no ${ref} in the catalog that you may see. Accounts are found by it, so it must be there until its data is erased.`,
    );
  return findPerson({ user, connectors, salt, logger });
}

async function ownAccounts(
  { context: { knex } }: PersonQuestion,
  person: FoundPerson,
): Promise<FoundPerson['accounts']> {
  const own = new Set(
    await readOwnKeys({
      knex,
      personKey: person.key,
      keys: person.accounts.map(({ key }) => key),
    }),
  );
  return person.accounts.filter(({ key }) => own.has(key));
}
