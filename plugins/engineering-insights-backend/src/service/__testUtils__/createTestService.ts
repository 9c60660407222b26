import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { deliveryPolicySchema } from '@sei-platform/plugin-engineering-insights-common';
import { DEFAULT_INGESTION_SETTINGS } from '../../ingestion/IngestionSettings';
import { ChangeFeed } from '../../live/ChangeFeed';
import { builtInMetrics, createMetricRegistry } from '../../metrics';
import { ownFilter } from '../../permissions/__testUtils__/ownFilter';
import { createAuthorise } from '../authorise';
import { createTurns } from '../createTurns';
import { DefaultEngineeringInsightsService } from '../DefaultEngineeringInsightsService';
import type { EngineeringInsightsService } from '../EngineeringInsightsService';
import type { ServiceContext } from '../ServiceContext';

export interface TestServiceOptions
  extends Pick<ServiceContext, 'knex' | 'catalog'>,
    Partial<Pick<ServiceContext, 'changes' | 'connectors' | 'policies'>> {
  /** ISO 8601. */
  readonly now: string;
  /** Names of permissions that the caller lacks. */
  readonly denied?: readonly string[];
  /** Of what else the caller may read metrics; all where absent. */
  readonly conditions?: PermissionCriteria<PermissionCondition>;
}

/** What was told to the auditor: the event, what it is of, and how it ended. */
export type Audited = [eventId: string, meta: unknown, end: string];

/** The service over a database and a catalog, as a portal without configuration makes it. */
export function createTestService(options: TestServiceOptions): {
  service: EngineeringInsightsService;
  audited: readonly Audited[];
} {
  const { catalog, now, denied = [], conditions, ...given } = options;
  const audited: Audited[] = [];
  const decide = (name: string) =>
    denied.includes(name) ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
  const permissions = mockServices.permissions.mock({
    authorize: async asked =>
      asked.map(({ permission }) => ({ result: decide(permission.name) })),
    authorizeConditional: async asked =>
      asked.map(({ permission }) =>
        conditions
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'engineering-insights',
              resourceType: permission.resourceType!,
              conditions,
            }
          : { result: decide(permission.name) },
      ),
  });
  const metrics = createMetricRegistry(builtInMetrics);
  const service = DefaultEngineeringInsightsService.create({
    catalog,
    policies: { default: deliveryPolicySchema.parse({}), byAnnotation: {} },
    areBadgesEnabled: false,
    turns: createTurns(1),
    changes: ChangeFeed.create({
      knex: given.knex,
      logger: mockServices.logger.mock(),
    }),
    logger: mockServices.logger.mock(),
    metrics,
    connectors: [],
    settings: DEFAULT_INGESTION_SETTINGS,
    identitySalt: 'a salt',
    minimumContributors: 5,
    authorise: createAuthorise({
      catalog,
      permissions,
      knex: options.knex,
      toFilter: ownFilter,
      metricIds: metrics.list().map(({ definition }) => definition.id),
      claimsOf: async () => ['user:default/guest'],
      // A test may move the clock.
      now: () => Date.now(),
    }),
    auditor: mockServices.auditor.mock({
      createEvent: async ({ eventId, meta }) => ({
        success: async () => {
          audited.push([eventId, meta, 'succeeded']);
        },
        fail: async () => {
          audited.push([eventId, meta, 'failed']);
        },
      }),
    }),
    userRefOf: async () => 'user:default/guest',
    onDirty: () => {},
    onStreamDue: () => {},
    now: () => now,
    ...given,
  });
  return { service, audited };
}
