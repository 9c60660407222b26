import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { pseudonymize } from '../ingestion/scrubPersonal';

/** The key that facts keep of an account whose name is known, as it is scrubbed before a fact is made of it. */
export function accountKey(
  identity: Pick<Identity, 'source' | 'login' | 'email'>,
  salt: string,
): string | null {
  const { source, login, email } = identity;
  return identityKey(
    {
      source,
      ...(login && { login: pseudonymize(login, salt) }),
      ...(email && { email: pseudonymize(email, salt) }),
    },
    salt,
  );
}
