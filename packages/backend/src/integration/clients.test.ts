import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { SourcesAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { createCatalog } from 'playground';
import { hangsUp, isSilent } from './__testUtils__/breakages';
import { demoConfig } from './__testUtils__/demoConfig';
import { demoModules } from './__testUtils__/demoModules';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  startGithub,
  type Breakage,
  type Github,
} from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(900_000);

const API = '/api/engineering-insights/v1';
const LONGEST_WAIT_MS = 300_000;

/** Of each source one component, so that every stream of every client is asked. */
const COMPONENTS_OF_A_SOURCE = 1;

function annotationsOf({ metadata }: JsonObject): Record<string, string> {
  const { annotations } = metadata as { annotations?: Record<string, string> };
  return annotations ?? {};
}

/** The annotations of sources, not those of the catalog and of this plugin. */
const isOfSource = (key: string) =>
  !key.startsWith('backstage.io/') || key.includes('source-location');

/** As few components as name every kind of scope. */
function entitiesOf({ world, url }: Github): JsonObject[] {
  const counts = new Map<string, number>();
  return (
    createCatalog(world.company, { origin: url }) as unknown as JsonObject[]
  ).filter(entity => {
    if (entity.kind !== 'Component') return false;
    const keys = Object.keys(annotationsOf(entity)).filter(isOfSource);
    const isWanted = keys.some(
      key => (counts.get(key) ?? 0) < COMPONENTS_OF_A_SOURCE,
    );
    if (isWanted)
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return isWanted;
  });
}

const answers =
  (
    status: number,
    headers: Record<string, string> = {},
    body: JsonObject = { message: 'no' },
  ): Breakage =>
  (_, response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...headers,
    });
    response.end(JSON.stringify(body));
    return true;
  };

/** Lets the source answer, and changes what it says. */
function changes(change: (value: JsonValue) => JsonValue): Breakage {
  return (_request: IncomingMessage, response: ServerResponse) => {
    const end = response.end.bind(response) as (text: string) => ServerResponse;
    response.end = ((chunk: unknown) => {
      const text = Buffer.isBuffer(chunk)
        ? chunk.toString('utf8')
        : String(chunk ?? '');
      const changed = textAfter(text, change);
      if (!response.headersSent)
        response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    }) as typeof response.end;
    return false;
  };
}

function textAfter(text: string, change: (value: JsonValue) => JsonValue) {
  try {
    return JSON.stringify(change(JSON.parse(text)));
  } catch {
    // What is no JSON stays as it is, as the packs of Git.
    return text;
  }
}

function mapMembers(
  value: JsonValue,
  map: (key: string, member: JsonValue) => JsonValue,
): JsonValue {
  if (Array.isArray(value)) return value.map(each => mapMembers(each, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      mapMembers(map(key, member ?? null), map),
    ]),
  );
}

const CREATED =
  /^(created|createdAt|created_at|created_date|createdDate|createdDateTime|creationDate|committedDate|committed_date|authoredDate|authored_date|timestamp|startDate|queueTime|publishedAt)$/;

/** What a source says when something is created, in a type that it never had. */
const changedTypes = (value: JsonValue) =>
  mapMembers(value, (key, member) =>
    CREATED.test(key) && member !== null ? { changed: true } : member,
  );

interface Case {
  readonly name: string;
  readonly breakage: Breakage;
  /** The names of errors that operators may read of a source's streams. */
  readonly errors: readonly string[];
  /** Of sources that say it in another way. */
  readonly others?: Readonly<Record<string, readonly string[]>>;
}

const CASES: readonly Case[] = [
  {
    name: '401',
    breakage: answers(401),
    errors: ['AuthenticationError'],
  },
  {
    name: '403, the permission or the feature is missing',
    breakage: answers(403),
    errors: ['NotAllowedError'],
  },
  {
    name: '404',
    breakage: answers(404),
    errors: ['NotFoundError'],
  },
  {
    name: '429 with Retry-After',
    breakage: answers(429, { 'retry-after': '1800' }),
    errors: ['RateLimitError'],
  },
  {
    name: '429 without Retry-After',
    breakage: answers(429),
    errors: ['RateLimitError'],
  },
  {
    name: '500',
    breakage: answers(500),
    errors: ['SourceFailureError'],
  },
  {
    name: 'an answer that is cut off',
    breakage: hangsUp,
    errors: ['ServiceUnavailableError', 'SourceFailureError'],
  },
  {
    name: 'no answer in time',
    breakage: isSilent,
    errors: ['ServiceUnavailableError'],
  },
];

type Sources = SourcesAnswer['sources'];

/** What operators read of each source: the errors of its streams, and the sentences. */
function readErrors(sources: Sources) {
  return sources.map(({ id, streams }) => ({
    source: id,
    errors: streams.map(({ stream, lastError }) => ({
      stream,
      name: lastError?.name,
      message: lastError?.message,
    })),
  }));
}

describe('every client', () => {
  const databases = portalDatabases();
  let playground: Github;
  let portal: Portal;
  let breakage: Breakage | undefined;

  beforeAll(async () => {
    playground = await startGithub({
      breakage: (...exchange) => breakage?.(...exchange) ?? false,
    });
    portal = await startPortal({
      databases: databases.create(),
      entities: entitiesOf(playground),
      config: demoConfig(playground.host),
      features: demoModules(),
    });
    await portal.discover();
    await portal.bind();
    // Else a reading that began before a source breaks could end well after.
    await waitUntil(
      'everything is collected',
      async () =>
        (
          await portal.sources()
        ).every(
          ({ streams }) =>
            streams.length > 0 &&
            streams.every(
              ({ isHistoryDone, lastSuccessAt, lastError }) =>
                lastError || (isHistoryDone && lastSuccessAt),
            ),
        ),
      LONGEST_WAIT_MS,
    );
  });
  afterAll(async () => {
    await portal?.stop();
    await playground?.close();
  });

  /** Has every stream read once more, and returns what is told of it then. */
  async function readAgain(): Promise<Sources> {
    const startedAt = Date.now();
    const isNews = (at: string | undefined) =>
      at !== undefined && Date.parse(at) > startedAt;
    const retried = new Set<string>();
    let waiting: unknown[] = [];
    return waitUntil(
      'every stream was read',
      async () => {
        const sources = await portal.sources();
        const streams = sources.flatMap(source => source.streams);
        for (const { id } of streams) {
          if (retried.has(id)) continue;
          retried.add(id);
          await portal.post(`${API}/sources/${id}/retry`);
        }
        waiting = streams.filter(
          ({ lastError, lastSuccessAt }) =>
            !isNews(lastError?.at) && !isNews(lastSuccessAt),
        );
        return streams.length > 0 && waiting.length === 0 && sources;
      },
      LONGEST_WAIT_MS,
    ).catch(error => {
      throw new Error(`${error.message} ${JSON.stringify(waiting, null, 1)}`);
    });
  }

  it('reads what its source gives', async () => {
    const sources = await readAgain();
    for (const { source, errors } of readErrors(sources))
      expect({ source, errors: errors.filter(each => each.name) }).toEqual({
        source,
        errors: [],
      });
  });

  it.each(CASES)(
    'says what $name means',
    async ({ errors, others = {}, ...broken }) => {
      breakage = broken.breakage;
      const sources = await readAgain();
      for (const told of readErrors(sources)) {
        const expected = others[told.source] ?? errors;
        for (const { stream, name, message } of told.errors) {
          expect({ source: told.source, stream, name }).toEqual({
            source: told.source,
            stream,
            name: expect.stringMatching(
              new RegExp(`^(${expected.join('|')})$`),
            ),
          });
          // A sentence, with what to do, and without a secret.
          expect(message).toMatch(/^[A-Z].{40,}/);
          expect(message).not.toContain('playground-token');
        }
      }
    },
  );

  it('counts what has changed its type, keeps it, and goes on', async () => {
    breakage = changes(changedTypes);
    const before = await portal.sources();
    const invalid = (sources: Sources) =>
      new Map(
        sources.map(({ id, streams }) => [
          id,
          streams.reduce((sum, { counters }) => sum + counters.invalid, 0),
        ]),
      );
    await readAgain();
    breakage = undefined;
    const after = await readAgain();
    for (const { source, errors } of readErrors(after))
      expect({ source, errors: errors.filter(each => each.name) }).toEqual({
        source,
        errors: [],
      });
    expect(
      [...invalid(after).values()].reduce((sum, count) => sum + count, 0),
    ).toBeGreaterThan(
      [...invalid(before).values()].reduce((sum, count) => sum + count, 0),
    );
  });
});
