import { type BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { AuthenticationError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  createEngineeringInsightsConditionalDecision,
  engineeringInsightsConditions,
} from '@sei-platform/plugin-engineering-insights-node';
import { engineeringInsightsMetricReadPermission } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { engineeringInsightsPlugin } from '../../../plugin';
import { createFakeModule } from '../../graphql/__testUtils__/createFakeModule';
import { callerOf, CALLERS, RIGHTS, TEAM, type Caller } from './callers';

const BASE = '/api/engineering-insights';
const CALLER_HEADER = 'x-caller';

/** What was told to the auditor. */
export interface AuditedEvent {
  readonly eventId: string;
  readonly end: 'succeeded' | 'failed';
}

export interface Portal {
  ask(asked: {
    readonly caller: Caller;
    readonly method: 'get' | 'post' | 'put' | 'delete';
    readonly path: string;
    readonly body?: object;
  }): Promise<{ readonly status: number; readonly body: any }>;
  /** What was told since this was asked for last. */
  takeAudited(): readonly AuditedEvent[];
  stop(): Promise<void>;
}

const entity = (kind: string, name: string, more: Partial<Entity> = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name },
  ...more,
});

const ENTITIES: Entity[] = [
  entity('Group', 'money', {
    spec: {
      type: 'team',
      children: [],
      profile: { email: 'money@acme.example' },
    },
  }),
  entity('User', 'member', {
    metadata: {
      namespace: 'default',
      name: 'member',
      annotations: { 'github.com/user-login': 'member' },
    },
    spec: { memberOf: ['money'] },
    relations: [{ type: 'memberOf', targetRef: TEAM }],
  }),
  entity('User', 'leaver', { spec: { memberOf: [] } }),
  entity('Component', 'payments', {
    spec: { type: 'service', owner: 'money', lifecycle: 'production' },
    relations: [{ type: 'ownedBy', targetRef: TEAM }],
  }),
];

const isSighted = (credentials: BackstageCredentials) => {
  const caller = callerOf(credentials);
  return caller === undefined || RIGHTS[caller].isSighted;
};

/** The catalog, of which each caller sees all or nothing, and the plugin all. */
function catalog() {
  const all = catalogServiceMock({ entities: ENTITIES });
  const none = catalogServiceMock({ entities: [] });
  const of = (options: { credentials: BackstageCredentials }) =>
    isSighted(options.credentials) ? all : none;
  return catalogServiceMock.mock({
    streamEntities: (asked, options) => all.streamEntities(asked, options),
    queryEntities: (asked, options) =>
      of(options as never).queryEntities(asked, options),
    getEntityByRef: (ref, options) =>
      of(options as never).getEntityByRef(ref, options),
    getEntitiesByRefs: (asked, options) =>
      of(options as never).getEntitiesByRefs(asked, options),
  });
}

const permissions = mockServices.permissions.mock({
  authorize: async (asked, { credentials }) => {
    const { may } = RIGHTS[callerOf(credentials)!];
    return asked.map(({ permission: { name } }) => ({
      result: may.includes(name) ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
    }));
  },
  authorizeConditional: async (asked, { credentials }) => {
    const caller = callerOf(credentials)!;
    const { claims, may } = RIGHTS[caller];
    return asked.map(({ permission }) => {
      if (!isPermission(permission, engineeringInsightsMetricReadPermission)) {
        return {
          result: may.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        };
      }
      if (caller === 'pipeline') return { result: AuthorizeResult.DENY };
      if (!claims) return { result: AuthorizeResult.ALLOW };
      return createEngineeringInsightsConditionalDecision(
        engineeringInsightsMetricReadPermission,
        {
          anyOf: [
            engineeringInsightsConditions.isOwnerOf({ claims: [...claims] }),
            engineeringInsightsConditions.isMemberOf({ claims: [...claims] }),
          ],
        },
      );
    });
  },
});

/** A portal with the plugin, that is asked by all the callers. */
export async function startPortal(options: { knex: Knex }): Promise<Portal> {
  let audited: AuditedEvent[] = [];
  const backend = await startTestBackend({
    features: [
      engineeringInsightsPlugin,
      createFakeModule(),
      mockServices.database.factory({ knex: options.knex }),
      mockServices.scheduler.factory({
        includeInitialDelayedTasksOnStartup: true,
      }),
      catalog().factory,
      permissions.factory,
      mockServices.httpAuth.mock({
        credentials: async (asked: { headers: object }) => {
          const name = (asked.headers as Record<string, string>)[CALLER_HEADER];
          const caller = CALLERS.find(each => each === name);
          const { credentials } = RIGHTS[caller ?? 'nobody'];
          if (!credentials)
            throw new AuthenticationError('Nobody is signed in');
          return credentials as never;
        },
      }).factory,
      mockServices.auditor.mock({
        createEvent: async ({ eventId }) => ({
          success: async () => {
            audited.push({ eventId, end: 'succeeded' });
          },
          fail: async () => {
            audited.push({ eventId, end: 'failed' });
          },
        }),
      }).factory,
    ],
  });
  return {
    async ask({ caller, method, path, body }) {
      const response = await fetch(
        `http://127.0.0.1:${backend.server.port()}${BASE}${path}`,
        {
          method: method.toLocaleUpperCase('en-US'),
          headers: {
            [CALLER_HEADER]: caller,
            ...(body && { 'content-type': 'application/json' }),
          },
          body: body && JSON.stringify(body),
        },
      );
      const type = response.headers.get('content-type') ?? '';
      if (type.includes('json')) {
        return { status: response.status, body: await response.json() };
      }
      // A stream does not end by itself.
      await response.body?.cancel();
      return { status: response.status, body: undefined };
    },
    takeAudited() {
      const taken = audited;
      audited = [];
      return taken;
    },
    stop: () => backend.stop(),
  };
}
