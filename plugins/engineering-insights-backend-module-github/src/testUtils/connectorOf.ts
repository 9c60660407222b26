import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import type {
  Page,
  ScopeRef,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { createGithubClient } from '../client';
import { createGithubConnector } from '../connector';
import {
  startGithubServer,
  type Answer,
  type ReceivedRequest,
} from './startGithubServer';

/** No stream logs what a test would look at. */
const logger: LoggerService = {
  error() {},
  warn() {},
  info() {},
  debug() {},
  child: () => logger,
};

const stops: Array<() => Promise<void>> = [];

/** A connector of a GitHub that the test plays; `stopServers` ends it. */
export async function connectorOf(answer: Answer) {
  const server = await startGithubServer(answer);
  stops.push(server.stop);
  const connector = createGithubConnector({
    client: createGithubClient({
      host: 'github.com',
      apiBaseUrl: server.apiBaseUrl,
      credentials: async () => ({ type: 'token', headers: {} }),
    }),
    host: 'github.com',
    origin: 'https://github.com',
    configuredHosts: ['github.com'],
  });
  const streamOf = (name: string): Stream => {
    const stream = connector.streams.find(candidate => candidate.name === name);
    if (!stream) throw new Error(`There is no stream ${name}`);
    return stream;
  };
  return { connector, streamOf, received: server.received };
}

export async function stopServers(): Promise<void> {
  await Promise.all(stops.splice(0).map(stop => stop()));
}

/** Every page of a reading. */
export async function readAll(
  stream: Stream,
  options: {
    direction: 'live' | 'history';
    cursor?: JsonValue;
    since?: string;
    until?: string;
    scope?: ScopeRef;
  },
): Promise<Page[]> {
  const pages: Page[] = [];
  const reading = stream.read({
    scope: { externalId: 'acme/payments' },
    since: '2026-01-01T00:00:00Z',
    until: '2026-03-01T00:00:00Z',
    signal: new AbortController().signal,
    logger,
    ...options,
  });
  for await (const page of reading) pages.push(page);
  return pages;
}

/** Answers a GraphQL connection of nodes in pages; a cursor is the index of the next node. */
export function connectionPage(
  nodes: readonly object[],
  request: ReceivedRequest,
  size: number,
) {
  const start = Number(request.body.variables?.after ?? 0);
  const end = Math.min(start + size, nodes.length);
  return {
    nodes: nodes.slice(start, end),
    pageInfo: { hasNextPage: end < nodes.length, endCursor: String(end) },
  };
}
