import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { codeOf } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizeTag } from '../normalize/tags';
import { orIfNotFound } from '../orIfNotFound';
import { readByToken } from '../readList';
import { askingOf, pathOf, type RepositoryReading } from './repositoryRequest';

const PAGE_SIZE = 1_000;
/** Each asks for when it was made. */
const AT_ONCE = 10;
/** As much of an object's id as tells a tag that was moved. */
const PRINT_LENGTH = 8;

export type TagsCursor = {
  /** Live: the tags that are known, by name: the beginning of what each points to. */
  known?: Record<string, string>;
  /** History: the tag that was read last, in the order of names. */
  after?: string;
};

interface Ref {
  readonly name: string;
  readonly objectId: string;
  /** Of a tag with a text: the commit. */
  readonly peeledObjectId?: string;
}

type TagItem = {
  project: string;
  repository: string;
  tag: { name: string; sha: string; at?: string };
};

/** Tags, whose list tells no time: what is new or moved is known by comparing. */
export function tagsStream(client: AzureDevopsClient): Stream<TagsCursor> {
  return {
    name: 'tags',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { tag } = item as { tag: JsonObject };
      return { externalId: String(tag.name) };
    },
    async *read(options) {
      const code = codeOf(options.scope.externalId);
      if (!code) return;
      const reading = { client, ...code, signal: options.signal };
      yield* options.direction === 'live'
        ? readLive(reading, options)
        : readHistory(reading, options);
    },
    normalize: item => normalizeTag(item, { baseUrl: client.baseUrl }),
  };
}

/** The first reading only learns what there is: history, which comes after it, reads all of that. */
async function* readLive(
  reading: RepositoryReading,
  { cursor }: ReadOptions<TagsCursor>,
): AsyncGenerator<Page<TagsCursor>> {
  const { records } = await listTags(reading);
  const told = Object.fromEntries(
    records.map(ref => [ref.name, ref.objectId.slice(0, PRINT_LENGTH)]),
  );
  const before = cursor?.known;
  if (before) {
    const changed = records.filter(({ name }) => before[name] !== told[name]);
    const known = { ...before };
    for (let from = 0; from < changed.length; from += AT_ONCE) {
      const some = changed.slice(from, from + AT_ONCE);
      for (const { name } of some) known[name] = told[name];
      yield {
        items: await toItems(reading, some),
        cursor: { known: { ...known } },
      };
    }
  }
  yield { items: [], cursor: { known: told } };
}

async function* readHistory(
  reading: RepositoryReading,
  { cursor, since }: ReadOptions<TagsCursor>,
): AsyncGenerator<Page<TagsCursor>> {
  const { records } = await listTags(reading);
  const left = records
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .filter(({ name }) => !cursor?.after || name > cursor.after);
  for (let from = 0; from < left.length; from += AT_ONCE) {
    const some = left.slice(from, from + AT_ONCE);
    const items = await toItems(reading, some);
    yield {
      items: items.filter(
        ({ tag }) => !tag.at || Date.parse(tag.at) >= Date.parse(since),
      ),
      cursor: { after: some[some.length - 1].name },
    };
  }
}

function listTags(reading: RepositoryReading) {
  return readByToken<Ref>(reading.client, askingOf(reading), {
    path: pathOf(reading, 'refs'),
    query: { filter: 'tags/', peelTags: 'true', $top: PAGE_SIZE },
  });
}

async function toItems(
  reading: RepositoryReading,
  refs: readonly Ref[],
): Promise<TagItem[]> {
  const { project, repository } = reading;
  const items: TagItem[] = [];
  for (const { name, objectId, peeledObjectId } of refs) {
    const sha = peeledObjectId ?? objectId;
    const at = peeledObjectId
      ? await readTaggedAt(reading, objectId)
      : await readCommittedAt(reading, objectId);
    items.push({
      project,
      repository,
      tag: {
        name: name.replace(/^refs\/tags\//, ''),
        sha,
        ...(at && { at }),
      },
    });
  }
  return items;
}

async function readTaggedAt(
  reading: RepositoryReading,
  objectId: string,
): Promise<string | undefined> {
  const tag = await find<{ taggedBy?: { date?: string } }>(reading, [
    'annotatedtags',
    objectId,
  ]);
  return instantOf(tag?.taggedBy?.date);
}

async function readCommittedAt(
  reading: RepositoryReading,
  sha: string,
): Promise<string | undefined> {
  const commit = await find<{ committer?: { date?: string } }>(reading, [
    'commits',
    sha,
  ]);
  return instantOf(commit?.committer?.date);
}

/** Nothing where the object is no such thing: a tag may point at anything. */
async function find<T>(
  reading: RepositoryReading,
  rest: readonly string[],
): Promise<T | undefined> {
  const answer = await orIfNotFound(
    reading.client.get<T>(askingOf(reading), {
      path: pathOf(reading, ...rest),
    }),
    undefined,
  );
  return answer?.data;
}
