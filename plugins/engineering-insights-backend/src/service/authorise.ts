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
import {
  engineeringInsightsDeliveryCorrectPermission,
  engineeringInsightsMetricReadPermission,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { MetricFilter } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { createCorrectionPolicy } from '../permissions/createCorrectionPolicy';
import { createDecisions } from '../permissions/createDecisions';
import {
  createMetricPolicy,
  type MetricPolicy,
} from '../permissions/createMetricPolicy';
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
  /** @returns the entity ref in lower case. @throws NotFoundError where the caller does not see the entity in the catalog. */
  toSee(options: {
    credentials: BackstageCredentials;
    entity: EntityName;
  }): Promise<string>;
  /**
   * @returns the entity ref in lower case.
   * @throws NotFoundError where the caller does not see the entity in the catalog.
   * @throws NotAllowedError where the portal's permission policy keeps these metrics from him; where none are named, all.
   */
  toRead(options: {
    credentials: BackstageCredentials;
    entity: EntityName;
    metricIds?: readonly string[];
  }): Promise<string>;
  /** @returns those that the caller sees in the catalog, asked for together. */
  seenOf(options: {
    credentials: BackstageCredentials;
    entityRefs: readonly string[];
  }): Promise<ReadonlySet<string>>;
  /** @returns those that the caller sees in the catalog and may read these metrics of, asked for together; where none are named, any. */
  visibleOf(options: {
    credentials: BackstageCredentials;
    entityRefs: readonly string[];
    metricIds?: readonly string[];
  }): Promise<ReadonlySet<string>>;
  /** @returns for each of some entities, which the caller sees, those of the metrics that he may read. */
  metricsOf: MetricPolicy['metricsOf'];
  /** @throws NotAllowedError where the portal's permission policy lets the caller correct nothing by hand. */
  toCorrect(options: { credentials: BackstageCredentials }): Promise<void>;
  /** @returns those of some entities, which the caller sees, that he may correct by hand. */
  correctableOf(options: {
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

function refusal(entityRef: string, metricIds?: readonly string[]): string {
  const what = metricIds ? metricIds.join(', ') : 'any metric';
  return `The portal's permission policy does not let you read ${what} of ${entityRef}: it says who has ${engineeringInsightsMetricReadPermission.name}. Ask those who run this portal.`;
}

function lacking({ name }: { readonly name: string }): string {
  return `This needs the permission ${name}. Ask those who run this portal.`;
}

export function createAuthorise(options: {
  catalog: CatalogService;
  permissions: PermissionsService;
  knex: Knex;
  /** Conditions of a policy as what the database is asked. */
  toFilter: ConditionTransformer<MetricFilter>;
  /** Of all metrics. */
  metricIds: readonly string[];
  /** Refs that a caller is or belongs to; none of a service. */
  claimsOf: (credentials: BackstageCredentials) => Promise<readonly string[]>;
  now: () => number;
}): Authorise {
  const { catalog, permissions, now } = options;
  const decide = createDecisions({
    permissions,
    permission: engineeringInsightsMetricReadPermission,
    now,
  });
  const policy = createMetricPolicy({ ...options, decide });
  const corrections = createCorrectionPolicy({
    ...options,
    decide: createDecisions({
      permissions,
      permission: engineeringInsightsDeliveryCorrectPermission,
      now,
    }),
  });
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

  async function toSee(asked: {
    credentials: BackstageCredentials;
    entity: EntityName;
  }): Promise<string> {
    const { credentials } = asked;
    const ref = stringifyEntityRef(asked.entity);
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
  }

  return {
    isAllowed,
    toSee,

    async toRead({ credentials, entity, metricIds }) {
      const ref = await toSee({ credentials, entity });
      const entityRefs = [ref];
      const readable = await policy.readableOf({
        credentials,
        entityRefs,
        metricIds,
      });
      if (!readable.has(ref)) {
        throw new NotAllowedError(refusal(ref, metricIds));
      }
      return ref;
    },

    async visibleOf({ metricIds, ...asked }) {
      const { credentials } = asked;
      const entityRefs = [...(await visibility.of(asked))];
      return policy.readableOf({ credentials, entityRefs, metricIds });
    },

    seenOf: asked => visibility.of(asked),

    metricsOf: asked => policy.metricsOf(asked),

    correctableOf: asked => corrections.correctableOf(asked),

    async toCorrect(asking) {
      if (!(await corrections.mayAny(asking))) {
        throw new NotAllowedError(
          lacking(engineeringInsightsDeliveryCorrectPermission),
        );
      }
    },

    async to({ credentials, permission }) {
      if (!(await isAllowed({ credentials, permission }))) {
        throw new NotAllowedError(lacking(permission));
      }
    },
  };
}
