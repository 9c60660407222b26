import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';

/** How long a caller's sight of an entity is remembered. */
const REMEMBERED_MILLISECONDS = 60_000;
/** Bounds the memory; the oldest is forgotten first. */
const REMEMBERED_COUNT = 20_000;
/** Entities in one question to the catalog. */
const ASKED_TOGETHER = 500;

export interface EntityName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The one step that every method of the service takes before any SQL. */
export interface Authorise {
  /** @returns the entity ref in lower case. @throws NotFoundError where the caller does not see the entity. */
  toRead(options: {
    credentials: BackstageCredentials;
    entity: EntityName;
  }): Promise<string>;
  /** @returns those that the caller sees, asked for together. */
  visibleOf(options: {
    credentials: BackstageCredentials;
    entityRefs: readonly string[];
  }): Promise<ReadonlySet<string>>;
  /** Whether the portal's permission policy says yes. */
  isAllowed(options: {
    credentials: BackstageCredentials;
    permission: BasicPermission;
  }): Promise<boolean>;
  /** @throws NotAllowedError where the portal's permission policy says no. */
  to(options: {
    credentials: BackstageCredentials;
    permission: BasicPermission;
  }): Promise<void>;
}

function principalOf(credentials: BackstageCredentials): string {
  return JSON.stringify(credentials.principal);
}

export function createAuthorise(options: {
  catalog: CatalogService;
  permissions: PermissionsService;
  now: () => number;
}): Authorise {
  const { catalog, permissions, now } = options;
  const seenUntil = new Map<string, number>();

  function remember(key: string) {
    if (seenUntil.size >= REMEMBERED_COUNT) {
      const oldest = seenUntil.keys().next();
      if (!oldest.done) {
        seenUntil.delete(oldest.value);
      }
    }
    seenUntil.set(key, now() + REMEMBERED_MILLISECONDS);
  }

  function isRemembered(key: string) {
    const until = seenUntil.get(key);
    if (until !== undefined && until > now()) {
      return true;
    }
    seenUntil.delete(key);
    return false;
  }

  async function isAllowed(question: {
    credentials: BackstageCredentials;
    permission: BasicPermission;
  }) {
    const { credentials, permission } = question;
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  return {
    isAllowed,

    async toRead({ credentials, entity }) {
      const ref = stringifyEntityRef(entity);
      const key = `${principalOf(credentials)} ${ref}`;
      if (isRemembered(key)) {
        return ref;
      }
      // Asked as the caller: what the catalog does not show, does not exist here either.
      const found = await catalog.getEntityByRef(ref, { credentials });
      if (!found) {
        throw new NotFoundError(
          `There is no ${ref} in the catalog that you may see.`,
        );
      }
      remember(key);
      return ref;
    },

    async visibleOf({ credentials, entityRefs }) {
      const keyOf = (ref: string) => `${principalOf(credentials)} ${ref}`;
      const refs = [...new Set(entityRefs)];
      const visible = new Set(refs.filter(ref => isRemembered(keyOf(ref))));
      const asked = refs.filter(ref => !visible.has(ref));
      for (let start = 0; start < asked.length; start += ASKED_TOGETHER) {
        const page = asked.slice(start, start + ASKED_TOGETHER);
        const { items } = await catalog.getEntitiesByRefs(
          { entityRefs: page, fields: ['kind'] },
          { credentials },
        );
        page.forEach((ref, index) => {
          if (items[index]) {
            remember(keyOf(ref));
            visible.add(ref);
          }
        });
      }
      return visible;
    },

    async to({ credentials, permission }) {
      if (!(await isAllowed({ credentials, permission }))) {
        throw new NotAllowedError(
          `This needs the permission ${permission.name}. Ask those who run this portal.`,
        );
      }
    },
  };
}
