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
      // The packs of Git are no JSON.
      if (!/json/.test(String(response.getHeader('content-type'))))
        return end(chunk as string);
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
  return text === '' ? text : JSON.stringify(change(JSON.parse(text)));
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

/** Lists without anything in them. */
const withoutItems = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return [];
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      withoutItems(member ?? null),
    ]),
  );
};

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
    // It has no credential: the repository is not everybody's.
    others: { git: ['NotAllowedError'] },
  },
  {
    name: '403, the permission or the feature is missing',
    breakage: answers(403),
    errors: ['NotAllowedError'],
    // It gets no token, and so never asks.
    others: { teams: ['AuthenticationError'] },
  },
  {
    name: '404',
    breakage: answers(404),
    errors: ['NotFoundError'],
    others: {
      // A part that is switched off answers so too.
      'azure-devops': ['NotFoundError', 'NotAllowedError'],
      gitlab: ['NotFoundError', 'NotAllowedError'],
      jira: ['NotFoundError', 'NotAllowedError'],
      // The address of the API is wrong, as it answers 200 to everything.
      slack: ['Error'],
      teams: ['AuthenticationError'],
    },
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
    // What answers so to its first question is no repository.
    others: { git: ['NotFoundError'] },
  },
  {
    name: 'no answer at all',
    breakage: isSilent,
    errors: ['ServiceUnavailableError', 'SourceFailureError'],
  },
];

type Sources = SourcesAnswer['sources'];

/** What operators read of each source: what is wrong with its streams, and with what else is asked of it. */
function readErrors(sources: Sources) {
  return sources.map(({ id, streams, tasks }) => {
    const errors = [...streams, ...tasks].flatMap(
      ({ lastError }) => lastError ?? [],
    );
    return {
      source: id,
      names: [...new Set(errors.map(({ name }) => name))].sort(),
      messages: errors.map(({ message }) => message),
    };
  });
}

describe('every client', () => {
  const databases = portalDatabases();
  let playground: Github;
  let breakage: Breakage | undefined;

  beforeAll(async () => {
    playground = await startGithub({
      breakage: (...exchange) => breakage?.(...exchange) ?? false,
    });
  });
  afterAll(() => playground?.close());

  /** What operators of a new portal read once every source has said what `isTold` waits for. */
  async function readSources(
    isTold: (source: Sources[number]) => boolean,
  ): Promise<Sources> {
    const portal: Portal = await startPortal({
      databases: databases.create(),
      entities: entitiesOf(playground),
      config: demoConfig(playground.host),
      features: demoModules(),
    });
    let waiting: unknown[] = [];
    try {
      await portal.bind();
      await portal.discover();
      return await waitUntil('every source was asked', async () => {
        const sources = await portal.sources();
        waiting = sources.filter(source => !isTold(source));
        return waiting.length === 0 && sources;
      });
    } catch (error) {
      throw new Error(`${error} ${JSON.stringify(waiting, null, 1)}`);
    } finally {
      await portal.stop();
    }
  }

  it.each(CASES)('says what $name means', async options => {
    const { errors, others = {} } = options;
    breakage = options.breakage;
    const sources = await readSources(({ streams }) =>
      streams.some(({ lastError }) => lastError),
    );
    const told = readErrors(sources);
    expect(
      told.filter(({ source, names }) =>
        names.some(name => !(others[source] ?? errors).includes(name)),
      ),
    ).toEqual([]);
    for (const message of told.flatMap(({ messages }) => messages)) {
      // A sentence, with what to do, and without a secret.
      expect(message).toMatch(/^[A-Z].{40,}/);
      expect(message).not.toContain('playground-token');
    }
  });

  /** Of what is JSON at least. */
  const SOURCES = [
    'github',
    'azure-devops',
    'gitlab',
    'jenkins',
    'jira',
    'pagerduty',
    'slack',
    'snyk',
    'sonarqube',
    'teams',
  ];

  /** The sources that count some of their items so, and the names of all errors. */
  async function readAll(counter: 'read' | 'invalid') {
    const sources = await readSources(({ streams }) =>
      streams.every(
        ({ lastError, lastSuccessAt, isHistoryDone }) =>
          lastError || (lastSuccessAt && isHistoryDone),
      ),
    );
    return {
      counting: sources
        .filter(({ streams }) =>
          streams.some(({ counters }) => counters[counter] > 0),
        )
        .map(({ id }) => id)
        .filter(id => SOURCES.includes(id)),
      errors: readErrors(sources).flatMap(({ source, names }) =>
        names.map(name => `${source}: ${name}`),
      ),
    };
  }

  it('takes an empty page for what it is', async () => {
    breakage = changes(withoutItems);
    await expect(readAll('read')).resolves.toEqual({
      counting: [],
      // A target is a name that only a list can show to be there.
      errors: ['snyk: NotFoundError'],
    });
  });

  it('counts what has changed its type as invalid, and goes on', async () => {
    breakage = changes(changedTypes);
    await expect(readAll('invalid')).resolves.toEqual({
      counting: SOURCES,
      errors: [],
    });
  });
});
