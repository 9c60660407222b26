import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Connector,
  Page,
  ReadOptions,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import { createGitConnector } from '../connector';
import { openStores } from '../mirrors/openStores';
import { readGitSources } from '../readGitSources';

/** The connectors of an entry of the configuration, by their origin. */
export async function createTestConnectors(
  entry: JsonObject & { cacheDirectory: string },
): Promise<Map<string, Connector>> {
  const config = new ConfigReader({
    engineeringInsights: { sources: { git: [entry] } },
  });
  const { sources, unavailable } = readGitSources(config);
  const { stores, problems } = await openStores(sources);
  expect([...unavailable, ...problems]).toEqual([]);
  return new Map(
    sources.map(source => [
      source.origin,
      createGitConnector({
        source,
        store: stores.get(source.cacheDirectory)!,
        integratedHosts: [],
      }),
    ]),
  );
}

/** The connector of some directories, or of the one host of an entry. */
export async function createTestConnector(options: {
  directory: string;
  allow?: readonly string[];
  entry?: JsonObject;
}): Promise<Connector> {
  const { directory, allow = [directory], entry } = options;
  const connectors = await createTestConnectors({
    ...entry,
    allow: [...allow],
    cacheDirectory: join(directory, 'cache'),
  });
  const [connector] = connectors.values();
  return connector;
}

export function scopeOfPath(path: string): ScopeRef {
  return { externalId: path };
}

/** Everything that a stream reads in one go, and where it stands then. */
export async function readAll(
  connector: Connector,
  stream: string,
  options: Partial<ReadOptions<JsonValue>> &
    Pick<ReadOptions<JsonValue>, 'scope'>,
): Promise<{ items: any[]; cursor: JsonValue | undefined; pages: Page[] }> {
  const pages: Page[] = [];
  for await (const page of connector.streams
    .find(({ name }) => name === stream)!
    .read({
      direction: 'live',
      since: '2000-01-01T00:00:00Z',
      until: '2026-06-01T00:00:00Z',
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
      ...options,
    })) {
    pages.push(page);
  }
  return {
    items: pages.flatMap(({ items }) => items),
    cursor: pages.at(-1)?.cursor,
    pages,
  };
}

/** The titles of commits, in their order. */
export function titlesOf(items: readonly any[]): string[] {
  return items.map(({ commit }) => commit.title);
}
