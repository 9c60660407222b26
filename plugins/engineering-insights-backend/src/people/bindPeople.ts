import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  type Person,
  savePeople,
} from '../database/operations/people/savePeople';
import type { PrivacyMode } from '../privacy/PrivacyRules';
import { withErasedNames } from '../database/operations/people/erasedNames';
import { erasedKey, pseudonymize } from '../privacy/pseudonymize';
import { identitiesOf } from './identitiesOf';
import { identityKey } from '../database/operations/facts/storeIdentity';

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
  /** With `none` nobody is known by any account. */
  readonly mode?: PrivacyMode;
  readonly logger: LoggerService;
}): Promise<{ changedCount: number }> {
  const { knex, catalog, credentials, identitySalt, mode } = options;
  if (mode === 'none') return savePeople({ knex, people: [] });
  const { erased = new Set() } = await withErasedNames({ knex });
  const keysByPerson = new Map<string, Set<string>>();
  const pages = catalog.streamEntities(
    { filter: { kind: 'User' }, fields: USER_FIELDS },
    { credentials },
  );
  for await (const page of pages) {
    for (const user of page) {
      const ref = stringifyEntityRef(user);
      // Who was erased is nobody, whatever the catalog says of him.
      if (erased.has(erasedKey(pseudonymize(ref, identitySalt), identitySalt)))
        continue;
      const key = identityKey({ source: 'catalog', login: ref }, identitySalt)!;
      const keys = identitiesOf({ ...options, user }).flatMap(
        identity => identityKey(identity, identitySalt) ?? [],
      );
      keysByPerson.set(key, new Set(keys));
    }
  }
  return savePeople({ knex, people: withoutDisputed(keysByPerson) });
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
