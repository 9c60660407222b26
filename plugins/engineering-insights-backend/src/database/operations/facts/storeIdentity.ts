import { createHash } from 'node:crypto';
import type {
  Actor,
  Identity,
} from '@sei-platform/plugin-engineering-insights-common';
import { isNobody, pseudonymize } from '../../../privacy/pseudonymize';
import type { ListedActors } from '../people/listedActors';

/** What is stored of a person: a salted hash, to count distinct contributors, and what kind of being acted. */
export interface StoredIdentity {
  readonly key: string | null;
  readonly actor: Actor;
}

/**
 * Reduces an identity to what is stored. Without login and e-mail there is no
 * key, as names are shared by many. What kind of being acted the list of known
 * names says before the source.
 */
export function storeIdentity(options: {
  readonly identity: Identity;
  readonly identitySalt: string;
  readonly listedActors: ListedActors;
}): StoredIdentity {
  const { identity, identitySalt, listedActors } = options;
  const key = identityKey(identity, identitySalt);
  const listed = key === null ? undefined : listedActors.get(key);
  return {
    key,
    actor: listed ?? identity.actor ?? guessActor(nameOf(identity)),
  };
}

/** The key of an account: by its login, or else by its e-mail address; the same whether these are scrubbed already or not. */
export function identityKey(
  identity: Pick<Identity, 'source' | 'login' | 'email'>,
  salt: string,
): string | null {
  const named = nameOf(identity);
  if (!named) return null;
  const name = pseudonymize(named, salt);
  if (isNobody(name)) return null;
  return createHash('sha256')
    .update(`${salt}\n${identity.source}\n${name}`)
    .digest('hex');
}

function nameOf({ login, email }: Pick<Identity, 'login' | 'email'>) {
  return (login || email)?.trim().toLowerCase();
}

function guessActor(name: string | undefined): Actor {
  return name?.endsWith('[bot]') ? 'bot' : 'unknown';
}
