import { mockServices } from '@backstage/backend-test-utils';
import express from 'express';
import request from 'supertest';
import {
  createCallerLimits,
  DEFAULT_REQUESTS_PER_MINUTE,
} from '../../api/callers/CallerLimits';
import { createApiRouter } from '../../api/createApiRouter';
import {
  createTestService,
  type Audited,
  type TestServiceOptions,
} from './createTestService';

/** The API of a test's service, without a server; `get` reads an answer that is to be there. */
export function createTestApi(options: TestServiceOptions): {
  app: express.Express;
  audited: readonly Audited[];
  get<T>(path: string): Promise<T>;
} {
  const { service, audited } = createTestService(options);
  const app = express().use(
    createApiRouter({
      service,
      httpAuth: mockServices.httpAuth(),
      logger: mockServices.logger.mock(),
      isIntrospectionAllowed: true,
      limits: {
        callers: createCallerLimits(DEFAULT_REQUESTS_PER_MINUTE),
        questionTimeoutMs: 30_000,
      },
      shutdown: new AbortController().signal,
      receiveWebhook: async () => ({ result: 'closed', isRead: false }),
    }),
  );
  return {
    app,
    audited,
    async get(path) {
      const { status, body } = await request(app).get(path);
      expect({ path, status, detail: body.detail }).toEqual({
        path,
        status: 200,
      });
      return body;
    },
  };
}
