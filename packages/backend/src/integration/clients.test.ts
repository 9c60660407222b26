import type { JsonObject, JsonValue } from '@backstage/types';
import type { SourcesAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { askEverySource } from './__testUtils__/askEverySource';
import { hangsUp, isSilent } from './__testUtils__/breakages';
import { changes } from './__testUtils__/changes';
import { portalDatabases } from './__testUtils__/portalDatabases';
import {
  startGithub,
  type Breakage,
  type Github,
} from './__testUtils__/startGithub';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(900_000);

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
  /** Each takes as long as a client waits for an answer. */
  readonly isSlow?: boolean;
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
    isSlow: true,
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
  const readSources = (
    isTold: (source: Sources[number]) => boolean,
    { isSlow = false } = {},
  ) =>
    askEverySource({
      databases: databases.create(),
      playground,
      isTold,
      ...(isSlow && { isOneStreamEach: true, longestMs: 300_000 }),
    });

  it.each(CASES)('says what $name means', async options => {
    const { errors, others = {} } = options;
    breakage = options.breakage;
    const sources = await readSources(
      ({ streams }) => streams.some(({ lastError }) => lastError),
      options,
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
