import { createHash } from 'node:crypto';
import type {
  Actor,
  Identity,
} from '@sei-platform/plugin-engineering-insights-common';

/** What is stored of a person: a salted hash, to count distinct contributors, and what kind of being acted. */
export interface StoredIdentity {
  readonly key: string | null;
  readonly actor: Actor;
}

/** Reduces an identity to what is stored. Without login and e-mail there is no key, as names are shared by many. */
export function storeIdentity(
  identity: Identity,
  salt: string,
): StoredIdentity {
  const name = (identity.login || identity.email)?.trim().toLowerCase();
  const key = name
    ? createHash('sha256')
        .update(`${salt}\n${identity.source}\n${name}`)
        .digest('hex')
    : null;
  return { key, actor: identity.actor ?? guessActor(name) };
}

function guessActor(name: string | undefined): Actor {
  return name?.endsWith('[bot]') ? 'bot' : 'unknown';
}
