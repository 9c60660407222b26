import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { pseudonymize } from '../privacy/pseudonymize';
import { identitiesOf } from './identitiesOf';

/** By what a User of the catalog is found in what is stored. */
export interface FoundPerson {
  /** `user:default/ada` */
  readonly entityRef: string;
  /** Of the User itself, as the table people has it. */
  readonly key: string;
  /** As the person is called: logins, addresses, the whole name. */
  readonly names: {
    readonly logins: readonly string[];
    readonly emails: readonly string[];
    readonly displayNames: readonly string[];
  };
  /** Each name that stands in what is stored, by what stands for it. */
  readonly pseudonyms: ReadonlyMap<string, string>;
  /** Of the accounts, as facts keep them. */
  readonly accounts: readonly {
    readonly source: string;
    readonly key: string;
    readonly pseudonym: string;
  }[];
}

/** Finds out by what a User is known: by the annotations that connectors understand, and by address and name. */
export function findPerson(options: {
  readonly user: Entity;
  readonly connectors: readonly Connector[];
  readonly salt: string;
  readonly logger: LoggerService;
}): FoundPerson {
  const { user, connectors, salt } = options;
  const entityRef = stringifyEntityRef(user);
  const { email, displayName } = (user.spec?.profile ?? {}) as Record<
    string,
    unknown
  >;
  const identities = identitiesOf({ ...options, user, connectors });
  const logins = unique(identities.map(({ login }) => login));
  const emails = unique([email, ...identities.map(each => each.email)]);
  const displayNames = unique([displayName, user.metadata.title]);
  // What is pushed names accounts of any source.
  const pushed: Identity[] = [
    ...logins.map(login => ({ source: 'intake', login })),
    ...emails.map(each => ({ source: 'intake', email: each })),
  ];
  const accounts = [...identities, ...pushed].flatMap(identity => {
    const name = (identity.login || identity.email)?.trim();
    const key = identityKey(identity, salt);
    return name && key
      ? [{ source: identity.source, key, pseudonym: pseudonymize(name, salt) }]
      : [];
  });
  return {
    entityRef,
    key: identityKey({ source: 'catalog', login: entityRef }, salt)!,
    names: { logins, emails, displayNames },
    pseudonyms: new Map(
      [...logins, ...emails, ...displayNames, entityRef].map(name => [
        name,
        pseudonymize(name, salt),
      ]),
    ),
    accounts: [...new Map(accounts.map(each => [each.key, each])).values()],
  };
}

function unique(names: readonly unknown[]): string[] {
  return [
    ...new Set(
      names.flatMap(name =>
        typeof name === 'string' && name.trim() ? [name.trim()] : [],
      ),
    ),
  ];
}
