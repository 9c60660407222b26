import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Mirror } from '../mirrors/Mirror';
import { normalizeTag } from '../normalize/tags';
import type { OpenMirror } from './commits';
import { describeTags, type TagItem } from './describeTags';

const PAGE_SIZE = 200;

/**
 * What the tags of a repository were. Each bucket stands for the tags whose
 * names fall into it, so that a new, moved or deleted one is noticed, whatever
 * its date, and few others are read again.
 */
export type TagsCursor = {
  buckets?: Record<string, string>;
  /** Of history: the place of the tag that was read last. A number of tags would be another one once some are deleted. */
  after?: string;
};

type Tag = readonly [name: string, object: string];

export function tagsStream(open: OpenMirror): Stream<TagsCursor> {
  return {
    name: 'tags',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { tag } = item as { tag: JsonObject };
      return { externalId: String(tag.name) };
    },
    async *read(options) {
      const mirror = await open(options);
      yield* options.direction === 'history'
        ? readHistory(mirror, options)
        : readLive(mirror, options);
    },
    normalize: normalizeTag,
  };
}

/** A tag of an old commit may be made at any time, so what changed is found by name and never by date. */
async function* readLive(
  mirror: Mirror,
  { cursor, since }: ReadOptions<TagsCursor>,
): AsyncGenerator<Page<TagsCursor>> {
  const before = cursor?.buckets ?? {};
  const groups = bucketsOf(mirror.tags);
  const after = digestsOf(groups);
  const kept = Object.entries(before).filter(([bucket]) => bucket in after);
  const done = Object.fromEntries(kept);
  let changed: Tag[] = [];
  for (const [bucket, tags] of groups) {
    if (before[bucket] === after[bucket]) continue;
    changed.push(...tags);
    done[bucket] = after[bucket];
    if (changed.length < PAGE_SIZE) continue;
    const items = toItems(await readSince(mirror, changed, since));
    yield { items, cursor: { buckets: { ...done } } };
    changed = [];
  }
  const items = toItems(await readSince(mirror, changed, since));
  yield { items, cursor: { buckets: after } };
}

async function* readHistory(
  mirror: Mirror,
  { cursor, since }: ReadOptions<TagsCursor>,
): AsyncGenerator<Page<TagsCursor>> {
  const tags = await readSince(mirror, [...mirror.tags], since);
  const { after } = cursor ?? {};
  const left = tags
    .map(tag => ({ tag, place: placeOf(tag) }))
    .filter(({ place }) => after === undefined || place < after)
    .sort((one, other) => (one.place < other.place ? 1 : -1));
  for (let start = 0; start < left.length; start += PAGE_SIZE) {
    const page = left.slice(start, start + PAGE_SIZE);
    yield {
      items: toItems(page.map(({ tag }) => tag)),
      cursor: { after: page[page.length - 1].place },
    };
  }
}

/** Newer tags have greater places, and no two have the same. */
function placeOf({ name, taggedAt, commit }: TagItem): string {
  return `${taggedAt ?? commit?.committedAt ?? ''} ${name}`;
}

/** What points at no commit is kept too, so that it shows as ignored. */
async function readSince(
  mirror: Mirror,
  tags: readonly Tag[],
  since: string,
): Promise<TagItem[]> {
  const wanted: TagItem[] = [];
  for (let start = 0; start < tags.length; start += PAGE_SIZE) {
    const described = await describeTags(
      mirror,
      tags.slice(start, start + PAGE_SIZE),
    );
    wanted.push(
      ...described.filter(
        tag => !tag.commit || timeOf(tag) >= Date.parse(since),
      ),
    );
  }
  return wanted;
}

function timeOf({ taggedAt, commit }: TagItem): number {
  const at = taggedAt ?? commit?.committedAt;
  return at === undefined ? 0 : Date.parse(at);
}

function toItems(tags: readonly TagItem[]): JsonValue[] {
  return tags.map(tag => ({ tag }));
}

function bucketsOf(tags: ReadonlyMap<string, string>): Map<string, Tag[]> {
  const buckets = new Map<string, Tag[]>();
  for (const tag of tags) {
    const [name] = tag;
    const bucket = createHash('sha256').update(name).digest('hex').slice(0, 2);
    const group = buckets.get(bucket);
    if (group) group.push(tag);
    else buckets.set(bucket, [tag]);
  }
  return buckets;
}

function digestsOf(
  buckets: ReadonlyMap<string, readonly Tag[]>,
): Record<string, string> {
  return Object.fromEntries(
    [...buckets].map(([bucket, tags]) => {
      const lines = tags.map(([name, object]) => `${object} ${name}\n`).sort();
      const digest = createHash('sha256').update(lines.join('')).digest('hex');
      return [bucket, digest.slice(0, 12)];
    }),
  );
}
