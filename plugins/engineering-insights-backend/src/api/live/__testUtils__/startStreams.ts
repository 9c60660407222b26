import type { AddressInfo } from 'node:net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import express from 'express';
import type { Knex } from 'knex';
import { ChangeFeed } from '../../../live/ChangeFeed';
import {
  createTestService,
  type TestServiceOptions,
} from '../../../service/__testUtils__/createTestService';
import { createAuthenticate } from '../../callers/authenticate';
import {
  createCallerLimits,
  DEFAULT_REQUESTS_PER_MINUTE,
} from '../../callers/CallerLimits';
import { createProblemHandler } from '../../rest/createRestRouter';
import { createGraphqlRouter } from '../../graphql/createGraphqlRouter';
import { createAnswerStream } from '../createAnswerStream';
import { createEventStreamRouter } from '../createEventStreamRouter';
import {
  EVENT_STREAM_SETTINGS,
  type EventStreamSettings,
} from '../EventStreamSettings';

const QUESTION_TIMEOUT_MS = 30_000;

/** A replica of the portal, as far as it serves the stream. */
export interface StreamServer {
  readonly url: string;
  readonly graphqlUrl: string;
  readonly warnings: readonly string[];
  /** As the plugin does it when it is shut down. */
  shutDown(): void;
  stop(): Promise<void>;
}

export async function startStreams(options: {
  readonly knex: Knex;
  readonly catalog: CatalogService;
  readonly settings?: Partial<EventStreamSettings>;
  readonly httpAuth?: HttpAuthService;
  readonly conditions?: TestServiceOptions['conditions'];
}): Promise<StreamServer> {
  const { knex, catalog, settings, conditions } = options;
  const { httpAuth = mockServices.httpAuth() } = options;
  const warnings: string[] = [];
  const logger = mockServices.logger.mock({
    warn: message => warnings.push(message),
  });
  const changes = ChangeFeed.create({ knex, logger });
  const shutdown = new AbortController();
  const { service } = createTestService({
    knex,
    catalog,
    changes,
    conditions,
    now: new Date().toISOString(),
  });
  const authenticate = createAuthenticate(httpAuth);
  const limits = createCallerLimits(DEFAULT_REQUESTS_PER_MINUTE);
  const answerStream = createAnswerStream({
    logger,
    shutdown: shutdown.signal,
    questionTimeoutMs: QUESTION_TIMEOUT_MS,
    settings: { ...EVENT_STREAM_SETTINGS, ...settings },
  });
  const app = express().use(
    // As a portal does it.
    MiddlewareFactory.create({
      config: mockServices.rootConfig(),
      logger,
    }).compression(),
    createGraphqlRouter({
      service,
      authenticate,
      limit: limits.graphql.handler,
      answerStream,
      questionTimeoutMs: QUESTION_TIMEOUT_MS,
      isIntrospectionAllowed: true,
      logger,
    }),
    createEventStreamRouter({
      service,
      authenticate,
      limit: limits.reads.handler,
      answerStream,
    }),
    createProblemHandler({ logger }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/events/stream`,
    graphqlUrl: `http://127.0.0.1:${port}/graphql`,
    warnings,
    shutDown: () => shutdown.abort(),
    async stop() {
      shutdown.abort();
      await changes.stop();
      const closed = new Promise(resolve => server.close(resolve));
      // Streams have ended by then; what clients keep open has not.
      setTimeout(() => server.closeAllConnections(), 200);
      await closed;
    },
  };
}
