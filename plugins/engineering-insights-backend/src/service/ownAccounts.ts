import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { isError, NotAllowedError } from '@backstage/errors';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { readAccounts } from '../database/operations/people/readAccounts';
import type { EntityName } from './authorise';
import type { ServiceContext } from './ServiceContext';

interface Asking {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
}

/** Ref of the User who asks; undefined where that is a service. */
export async function callerRefOf({
  context,
  credentials,
}: Asking): Promise<string | undefined> {
  try {
    const userRef = await context.userRefOf(credentials);
    return userRef.toLocaleLowerCase('en-US');
  } catch (error) {
    if (isError(error) && error.name === 'NotAllowedError') return undefined;
    throw error;
  }
}

async function accountsOf(
  { knex, identitySalt }: ServiceContext,
  userRef: string,
): Promise<readonly string[]> {
  const personKey = identityKey(
    { source: 'catalog', login: userRef },
    identitySalt,
  );
  return personKey === null ? [] : readAccounts({ knex, personKey });
}

/** The accounts of who asks, by which it is told what is their own; none of a service. */
export async function readOwnAccounts(
  asking: Asking,
): Promise<readonly string[]> {
  const userRef = await callerRefOf(asking);
  return userRef === undefined ? [] : accountsOf(asking.context, userRef);
}

/**
 * The accounts of a User, who must be who asks.
 *
 * @throws NotFoundError where the caller does not see the User.
 * @throws NotAllowedError where it is someone else.
 */
export async function requireOwnAccounts(
  options: Asking & { readonly developer: EntityName },
): Promise<readonly string[]> {
  const { context, credentials, developer } = options;
  const userRef = await context.authorise.toSee({
    credentials,
    entity: developer,
  });
  const callerRef = await callerRefOf(options);
  if (callerRef !== userRef) {
    throw new NotAllowedError(
      `What ${stringifyEntityRef(developer)} did is told to that person alone.`,
    );
  }
  return accountsOf(context, userRef);
}
