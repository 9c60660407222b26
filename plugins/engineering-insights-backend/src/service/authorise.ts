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
import { createVisibility } from './createVisibility';

/** How long a caller's sight of an entity is remembered. */
const REMEMBERED_MILLISECONDS = 60_000;
/** Bounds the memory; the oldest is forgotten first. */
const REMEMBERED_COUNT = 20_000;

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
  const visibility = createVisibility({ catalog, now });

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

    visibleOf: asked => visibility.of(asked),

    async to({ credentials, permission }) {
      if (!(await isAllowed({ credentials, permission }))) {
        throw new NotAllowedError(
          `This needs the permission ${permission.name}. Ask those who run this portal.`,
        );
      }
    },
  };
}
