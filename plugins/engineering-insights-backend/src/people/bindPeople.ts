import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  type Person,
  savePeople,
} from '../database/operations/people/savePeople';
import { accountKey } from './accountKey';

const USER_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'spec.profile.email',
];

/**
 * Brings the accounts of people in line with the Users of the catalog: by their
 * annotations, as each connector understands them, and by their e-mail address.
 * An account that two Users claim is nobody's.
 */
export async function bindPeople(options: {
  readonly knex: Knex;
  readonly catalog: CatalogService;
  /** The plugin's own. */
  readonly credentials: BackstageCredentials;
  readonly connectors: readonly Connector[];
  readonly identitySalt: string;
  readonly logger: LoggerService;
}): Promise<{ changedCount: number }> {
  const { knex, catalog, credentials, identitySalt } = options;
  const keysByPerson = new Map<string, Set<string>>();
  const pages = catalog.streamEntities(
    { filter: { kind: 'User' }, fields: USER_FIELDS },
    { credentials },
  );
  for await (const page of pages) {
    for (const user of page) {
      const key = accountKey(
        { source: 'catalog', login: stringifyEntityRef(user) },
        identitySalt,
      )!;
      const keys = identitiesOf({ ...options, user }).flatMap(
        identity => accountKey(identity, identitySalt) ?? [],
      );
      keysByPerson.set(key, new Set(keys));
    }
  }
  return savePeople({ knex, people: withoutDisputed(keysByPerson) });
}

function identitiesOf(options: {
  user: Entity;
  connectors: readonly Connector[];
  logger: LoggerService;
}): Identity[] {
  const { user, connectors, logger } = options;
  const profile = (user.spec?.profile ?? {}) as { email?: unknown };
  const { email } = profile;
  return connectors.flatMap(connector => {
    // An author of a commit may be known by nothing else.
    const byAddress: Identity[] =
      typeof email === 'string' && email.includes('@')
        ? [{ source: connector.id, email }]
        : [];
    try {
      return [...(connector.identitiesOf?.(user) ?? []), ...byAddress];
    } catch (error) {
      logger.error(
        `${
          connector.title
        } does not understand the annotations of ${stringifyEntityRef(
          user,
        )}, so nobody is known by them there. Correct them: ${stringifyError(
          error,
        )}`,
      );
      return byAddress;
    }
  });
}

function withoutDisputed(
  keysByPerson: ReadonlyMap<string, ReadonlySet<string>>,
): Person[] {
  const claims = new Map<string, number>();
  for (const keys of keysByPerson.values())
    for (const key of keys) claims.set(key, (claims.get(key) ?? 0) + 1);
  return [...keysByPerson].map(([key, keys]) => ({
    key,
    identityKeys: [...keys].filter(each => claims.get(each) === 1),
  }));
}
