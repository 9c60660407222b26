import type { IncomingMessage } from 'node:http';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import { askEverySource } from './__testUtils__/askEverySource';
import { changes } from './__testUtils__/changes';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { startGithub, type Github } from './__testUtils__/startGithub';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(900_000);
const LONGEST_MS = 800_000;

const PAGES = 100;
/** Of a list that is cut by a time where the last page ended, so that the next begins with its last item. */
const OVERLAPPING = { size: 3, count: 2 * PAGES + 1 };
/** After twenty pages the engine turns to others. Its last turn finds that there is no more behind the last item. */
const LAST_TURN = 1;
/** Higher than any number that the company gave. */
const MADE = 10_000_000;

interface Asked {
  readonly url: URL;
  /** As the playground understood it. */
  readonly body: Readonly<Record<string, JsonValue | undefined>>;
}

interface Part {
  readonly items: JsonObject[];
  /** How many of the items in range come before those behind these; nothing where there are none. */
  readonly next?: number;
}

/** One list of a source, which is as long as its pages make it. The latest item is its first. */
interface LongList {
  readonly source: string;
  readonly stream: string;
  readonly table: string;
  readonly count: number;
  /** How often a page is asked for that brings nothing new. */
  readonly againCount?: number | 'any';
  /** Which list is asked for, its pages' one name; nothing where something else is. */
  listOf(asked: Asked): string | undefined | false | null;
  itemsOf(answer: JsonObject): JsonObject[];
  makeItem(first: JsonObject, index: number): JsonObject;
  externalIdOf(item: JsonObject, list: string): string;
  /** Of the range that is asked for, where one is. */
  isAskedFor?(item: JsonObject, asked: Asked): boolean;
  /** How many items of the range the source's mark of a page passes over. */
  skippedOf(asked: Asked): number;
  /** How many items a page has, where it is not one. */
  readonly size?: number;
  /** The same of a source that gives no shorter ones. */
  sizeOf?(asked: Asked): number;
  answer(
    first: JsonObject,
    part: Part & { asked: Asked },
  ): { body: JsonObject; headers?: Record<string, string> };
}

/** So many seconds earlier, as most sources write it. */
const earlier = (text: unknown, seconds: number) =>
  new Date(Date.parse(String(text)) - seconds * 1_000).toISOString();
/** The same where the offset has no colon and is not left out. */
const earlierWithOffset = (text: unknown, seconds: number) =>
  earlier(text, seconds).replace('Z', '+0000');
const timeOf = (value: unknown) => Date.parse(String(value));
const numberOf = (value: unknown) => Number(value ?? 0);
const listUnder = (key: string) => (answer: JsonObject) =>
  answer[key] as JsonObject[];
const textOf = (key: string) => (item: JsonObject) => String(item[key]);
const MINUTE = 60;
const HOUR = 3_600;

function pullRequestsOf(data: JsonValue | undefined) {
  const { repository } = data as unknown as {
    repository: { pullRequests: { nodes: JsonObject[] } };
  };
  return repository.pullRequests;
}

/** Jenkins' `{from,to}`. */
function rangeOf({ searchParams }: URL): number[] {
  return /\{(\d+),(\d+)\}/
    .exec(searchParams.get('tree') ?? '')!
    .slice(1)
    .map(Number);
}

const isIncidentChannel = ({ name }: JsonObject) => /^inc/.test(String(name));

/**
 * Git is not among them: what it fetches is one pack, and the pages that the
 * portal writes of it are cut from its own mirror.
 */
const LISTS: readonly LongList[] = [
  {
    source: 'github',
    stream: 'pull-requests',
    table: 'pull_requests',
    count: PAGES,
    // What is new is asked for from the first page on. As nothing is, each of the engine's six turns does, twenty pages of history to a turn.
    againCount: 6,
    listOf: ({ body }) =>
      /query pullRequests\(/.test(String(body.query)) &&
      JSON.stringify((body.variables as JsonObject).name),
    itemsOf: ({ data }) => pullRequestsOf(data).nodes,
    makeItem: (first, index) => ({
      ...first,
      id: `${first.id}-${index}`,
      number: MADE + index,
      updatedAt: earlier(first.updatedAt, index * MINUTE),
    }),
    externalIdOf: textOf('number'),
    skippedOf: ({ body }) => numberOf((body.variables as JsonObject).after),
    answer: ({ data }, { items, next }) => ({
      body: {
        data: {
          ...(data as JsonObject),
          repository: {
            ...((data as JsonObject).repository as JsonObject),
            pullRequests: {
              nodes: items,
              pageInfo: {
                hasNextPage: next !== undefined,
                endCursor: String(next ?? PAGES),
              },
            },
          },
        },
      },
    }),
  },
  {
    source: 'gitlab',
    stream: 'deployments',
    table: 'source_deployments',
    ...OVERLAPPING,
    againCount: LAST_TURN,
    listOf: ({ url }) =>
      /\/projects\/[^/]+\/deployments$/.test(url.pathname) &&
      url.searchParams.get('updated_before') &&
      url.pathname,
    itemsOf: answer => answer as unknown as JsonObject[],
    makeItem: (first, index) => ({
      ...first,
      id: MADE + index,
      updated_at: earlier(first.updated_at, index * MINUTE),
    }),
    externalIdOf: textOf('id'),
    isAskedFor: ({ updated_at: at }, { url }) =>
      timeOf(at) < timeOf(url.searchParams.get('updated_before')),
    skippedOf: ({ url }) =>
      OVERLAPPING.size * (numberOf(url.searchParams.get('page')) - 1),
    answer: (_, { items, next, asked: { url } }) => ({
      body: items as unknown as JsonObject,
      headers: {
        link: next === undefined ? '' : `<${url}>; rel="next"`,
      },
    }),
  },
  {
    source: 'azure-devops',
    stream: 'builds',
    table: 'pipeline_runs',
    count: PAGES,
    listOf: ({ url }) =>
      /\/_apis\/build\/builds$/.test(url.pathname) &&
      url.searchParams.get('maxTime') &&
      url.pathname + url.searchParams.get('repositoryId'),
    itemsOf: listUnder('value'),
    makeItem: (first, index) => ({
      ...first,
      id: MADE + index,
      // So close that one of the ranges holds them all.
      finishTime: earlier(first.finishTime, index / 1_000),
    }),
    externalIdOf: textOf('id'),
    isAskedFor: ({ finishTime: at }, { url }) =>
      timeOf(at) >= timeOf(url.searchParams.get('minTime')) &&
      timeOf(at) <= timeOf(url.searchParams.get('maxTime')),
    skippedOf: ({ url }) => numberOf(url.searchParams.get('continuationToken')),
    answer: (_, { items, next }) => ({
      body: { count: items.length, value: items },
      ...(next !== undefined && {
        headers: { 'x-ms-continuationtoken': String(next) },
      }),
    }),
  },
  {
    source: 'jenkins',
    stream: 'builds',
    table: 'pipeline_runs',
    // A part of the list is asked for, and nothing but a shorter one says that it is the last.
    count: 50 * PAGES - 1,
    listOf: ({ url }) =>
      /\{\d+,\d+\}/.test(url.searchParams.get('tree') ?? '') &&
      [...url.pathname.matchAll(/\/job\/([^/]+)/g)]
        .map(([, name]) => decodeURIComponent(name))
        .join('/'),
    itemsOf: listUnder('allBuilds'),
    makeItem: (first, index) => ({
      ...first,
      // Others are asked about one by one, for their stages.
      _class: 'hudson.model.FreeStyleBuild',
      number: MADE - index,
      timestamp: Number(first.timestamp) - index * 1_000 * MINUTE,
    }),
    externalIdOf: ({ number }, job) => `${job}#${number}`,
    skippedOf: ({ url }) => rangeOf(url)[0],
    sizeOf: ({ url }) => rangeOf(url)[1] - rangeOf(url)[0],
    answer: (first, { items }) => ({ body: { ...first, allBuilds: items } }),
  },
  {
    source: 'jira',
    stream: 'issues',
    table: 'issues',
    ...OVERLAPPING,
    againCount: LAST_TURN,
    listOf: ({ body }) =>
      /^(.*) and updated >= .* order by updated desc, key desc$/.exec(
        String(body.jql),
      )?.[1],
    itemsOf: listUnder('issues'),
    makeItem: (first, index) => ({
      ...first,
      id: String(MADE + index),
      key: `${String(first.key).replace(/\d+$/, '')}${MADE + index}`,
      fields: {
        ...(first.fields as JsonObject),
        updated: earlierWithOffset(
          (first.fields as JsonObject).updated,
          index * HOUR,
        ),
      },
    }),
    externalIdOf: textOf('id'),
    isAskedFor: ({ fields }, { body }) =>
      timeOf((fields as JsonObject).updated) <=
      Number(/updated <= (\d+)/.exec(String(body.jql))?.[1]),
    skippedOf: ({ body }) => numberOf(body.nextPageToken),
    answer: (_, { items, next }) => ({
      body: {
        issues: items,
        isLast: next === undefined,
        ...(next !== undefined && { nextPageToken: String(next) }),
      },
    }),
  },
  {
    source: 'pagerduty',
    stream: 'incidents',
    table: 'incidents',
    count: PAGES,
    // The engine turns to others after twenty pages. The list then goes on in a range of its own, whose first second was read.
    againCount: 5,
    listOf: ({ url }) =>
      url.pathname.endsWith('/incidents') &&
      url.searchParams.get('sort_by') === 'created_at:desc' &&
      url.searchParams.get('service_ids[]'),
    itemsOf: listUnder('incidents'),
    makeItem: (first, index) => ({
      ...first,
      id: `QMADE${MADE + index}`,
      created_at: earlier(first.created_at, index * MINUTE),
    }),
    externalIdOf: textOf('id'),
    isAskedFor: ({ created_at: at }, { url }) =>
      timeOf(at) >= timeOf(url.searchParams.get('since')) &&
      timeOf(at) < timeOf(url.searchParams.get('until')),
    // It counts in what was asked for and not in what came.
    skippedOf: ({ url }) => numberOf(url.searchParams.get('offset')) / 100,
    answer: (first, { items, next, asked: { url } }) => ({
      body: {
        ...first,
        incidents: items,
        offset: numberOf(url.searchParams.get('offset')),
        more: next !== undefined,
      },
    }),
  },
  {
    source: 'slack',
    stream: 'incident-channels',
    table: 'incidents',
    count: PAGES,
    listOf: ({ url }) =>
      url.pathname.endsWith('/conversations.list') && url.pathname,
    itemsOf: answer => listUnder('channels')(answer).filter(isIncidentChannel),
    makeItem: (first, index) => ({
      ...first,
      id: `CMADE${MADE + index}`,
      created: Number(first.created) - index * MINUTE,
    }),
    externalIdOf: textOf('id'),
    skippedOf: ({ body }) => numberOf(body.cursor),
    answer: (first, { items, next }) => ({
      body: {
        ...first,
        channels: items,
        // Empty on the last.
        response_metadata: { next_cursor: String(next ?? '') },
      },
    }),
  },
  {
    source: 'teams',
    stream: 'incidents',
    table: 'incidents',
    count: PAGES,
    // A listing is shared for five seconds, and each of those who read before and after asks for all of it.
    againCount: 'any',
    listOf: ({ url }) => url.pathname.endsWith('/channels') && url.pathname,
    itemsOf: answer =>
      listUnder('value')(answer).filter(({ displayName }) =>
        isIncidentChannel({ name: displayName }),
      ),
    makeItem: (first, index) => ({
      ...first,
      id: `19:made${MADE + index}@thread.tacv2`,
      createdDateTime: earlier(first.createdDateTime, index * MINUTE),
    }),
    externalIdOf: ({ id }) => encodeURIComponent(String(id)),
    skippedOf: ({ url }) => numberOf(url.searchParams.get('$skiptoken')),
    answer: (first, { items, next, asked: { url } }) => {
      const nextLink = new URL(url);
      nextLink.searchParams.set('$skiptoken', String(next));
      const { '@odata.nextLink': _, ...rest } = first;
      return {
        body: {
          ...rest,
          value: items,
          ...(next !== undefined && { '@odata.nextLink': nextLink.href }),
        },
      };
    },
  },
  {
    source: 'sonarqube',
    stream: 'issues',
    table: 'findings',
    ...OVERLAPPING,
    listOf: ({ url }) =>
      url.pathname.endsWith('/api/issues/search') &&
      url.searchParams.get('s') === 'CREATION_DATE' &&
      url.searchParams.get('components'),
    itemsOf: listUnder('issues'),
    makeItem: (first, index) => ({
      ...first,
      key: `made-${MADE + index}`,
      creationDate: earlierWithOffset(first.creationDate, index * MINUTE),
    }),
    externalIdOf: textOf('key'),
    isAskedFor: ({ creationDate: at }, { url }) =>
      timeOf(at) < timeOf(url.searchParams.get('createdBefore')),
    skippedOf: () => 0,
    answer: (first, { items, next, asked: { url } }) => ({
      body: {
        ...first,
        // It does not say how many follow, but of how many these are.
        paging: {
          pageIndex: 1,
          pageSize: numberOf(url.searchParams.get('ps')),
          total:
            items.length +
            (next === undefined ? 0 : numberOf(url.searchParams.get('ps'))),
        },
        issues: items,
      },
    }),
  },
  {
    source: 'snyk',
    stream: 'issues',
    table: 'findings',
    count: PAGES,
    listOf: ({ url }) =>
      url.pathname.endsWith('/issues') &&
      url.searchParams.get('status') === 'open' &&
      url.searchParams.get('scan_item.id'),
    itemsOf: listUnder('data'),
    makeItem: (first, index) => ({ ...first, id: `made-${MADE + index}` }),
    externalIdOf: textOf('id'),
    skippedOf: ({ url }) => numberOf(url.searchParams.get('starting_after')),
    answer: (first, { items, next, asked: { url } }) => {
      const link = new URL(url);
      link.searchParams.set('starting_after', String(next));
      return {
        body: {
          ...first,
          data: items,
          links:
            next === undefined ? {} : { next: link.pathname + link.search },
        },
      };
    },
  },
];

/** Answers a list from the first answer on that has an item, and counts what it was asked for. */
class Lengthener {
  readonly list: LongList;
  /** How many pages had something new, and how many had not. */
  readonly pages = { new: 0, again: 0 };
  /** What the portal was given. */
  readonly given = new Set<string>();
  #name: string | undefined;
  #first: JsonObject | undefined;
  #items: JsonObject[] = [];

  constructor(list: LongList) {
    this.list = list;
  }

  answer(answer: JsonObject, asked: Asked) {
    const { list } = this;
    const name = list.listOf(asked);
    if (!name || (this.#name ?? name) !== name) return undefined;
    if (!this.#first && !this.#begin(name, answer)) return undefined;
    const inRange = this.#items.filter(
      item => list.isAskedFor?.(item, asked) ?? true,
    );
    const skipped = list.skippedOf(asked);
    const end = skipped + (list.sizeOf?.(asked) ?? list.size ?? 1);
    const items = inRange.slice(skipped, end);
    const knownCount = this.given.size;
    for (const item of items) this.given.add(list.externalIdOf(item, name));
    if (this.given.size > knownCount) this.pages.new += 1;
    else if (items.length > 0) this.pages.again += 1;
    const next = end < inRange.length ? end : undefined;
    return list.answer(this.#first!, { items, next, asked });
  }

  #begin(name: string, answer: JsonObject): boolean {
    const { list } = this;
    const [first] = list.itemsOf(answer);
    if (!first) return false;
    this.#name = name;
    this.#first = answer;
    this.#items = Array.from({ length: list.count }, (_, index) =>
      list.makeItem(first, index),
    );
    return true;
  }
}

async function countFacts(knex: Knex, { list, given }: Lengthener) {
  const [{ count }] = await knex(list.table)
    .join('scopes', 'scopes.id', `${list.table}.scope_id`)
    .where('scopes.source', list.source)
    .whereIn(`${list.table}.external_id`, [...given])
    .count();
  return Number(count);
}

describe('a list of a hundred pages', () => {
  const databases = portalDatabases();
  const lists = new Map(LISTS.map(list => [list.source, new Lengthener(list)]));
  let knex: Knex;
  let playground: Github;
  let sources: Awaited<ReturnType<typeof askEverySource>>;

  beforeAll(async () => {
    playground = await startGithub({
      breakage: (request, response) => {
        const { host = '' } = request.headers;
        // As it came: Express shortens it on its way through.
        const url = new URL(request.url ?? '', `http://${host}`);
        return changes(value => {
          const { body = {} } = request as IncomingMessage & {
            body?: Asked['body'];
          };
          for (const list of lists.values()) {
            const answer = list.answer(value as JsonObject, { url, body });
            if (!answer) continue;
            // The playground does not know the marks of such pages.
            response.statusCode = 200;
            for (const [key, text] of Object.entries(answer.headers ?? {}))
              response.setHeader(key, text);
            return answer.body;
          }
          return value;
        })(request, response);
      },
    });
    const created = databases.create();
    ({ knex } = created);
    sources = await askEverySource({
      databases: created,
      playground,
      isTold: ({ streams }) =>
        streams.every(
          ({ lastError, lastSuccessAt, isHistoryDone }) =>
            lastError || (lastSuccessAt && isHistoryDone),
        ),
      longestMs: LONGEST_MS,
    });
  });
  afterAll(() => playground?.close());

  it.each(LISTS)('of $source is read whole', async ({ source, ...list }) => {
    const lengthener = lists.get(source)!;
    const { pages, given } = lengthener;
    const streams = sources.find(({ id }) => id === source)!.streams;
    expect(streams.filter(({ lastError }) => lastError)).toEqual([]);
    expect(streams.filter(({ isHistoryDone }) => !isHistoryDone)).toEqual([]);
    expect(streams.filter(({ counters }) => counters.invalid > 0)).toEqual([]);
    const readCounts = streams
      .filter(({ stream }) => stream === list.stream)
      .map(({ counters }) => counters.read);
    expect(Math.max(...readCounts)).toBeGreaterThanOrEqual(list.count);
    const { againCount = 0 } = list;
    expect(pages).toEqual({
      new: PAGES,
      again: againCount === 'any' ? pages.again : againCount,
    });
    expect(given.size).toBe(list.count);
    await expect(countFacts(knex, lengthener)).resolves.toBe(list.count);
  });
});
