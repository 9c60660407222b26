import type { JsonObject } from '@backstage/types';
import type { Mirror } from '../mirrors/Mirror';
import { readObjects, type ObjectHead } from './readObjects';

/** A tag as the stream keeps it. */
export type TagItem = JsonObject & {
  name: string;
  /** Of a tag that is an object of its own, when that was made. */
  taggedAt?: string;
  /** None where it points at something else, such as a single file. */
  commit: { sha: string; committedAt: string } | null;
};

/** A tag may point at a tag. */
const MOST_STEPS = 5;

/** What tags point at, and since when. */
export async function describeTags(
  mirror: Mirror,
  tags: readonly (readonly [name: string, object: string])[],
): Promise<TagItem[]> {
  const objects = new Map<string, ObjectHead>();
  let wanted = tags.map(([, object]) => object);
  for (let step = 0; step < MOST_STEPS && wanted.length > 0; step += 1) {
    const found = await readObjects(mirror, [...new Set(wanted)]);
    for (const object of found) objects.set(object.name, object);
    wanted = found
      .flatMap(object => targetOf(object) ?? [])
      .filter(name => !objects.has(name));
  }
  return tags.map(([name, object]) => describe(objects, name, object));
}

function describe(
  objects: ReadonlyMap<string, ObjectHead>,
  name: string,
  object: string,
): TagItem {
  const first = objects.get(object);
  const taggedAt =
    first?.type === 'tag' ? instantIn(first, 'tagger') : undefined;
  let last = first;
  while (last?.type === 'tag') last = objects.get(targetOf(last) ?? '');
  const committedAt = last && instantIn(last, 'committer');
  return {
    name,
    ...(taggedAt && { taggedAt }),
    commit: last && committedAt ? { sha: last.name, committedAt } : null,
  };
}

function targetOf({ type, headers }: ObjectHead): string | undefined {
  return type === 'tag'
    ? headers.find(([name]) => name === 'object')?.[1]
    : undefined;
}

/** `Name <address> 1700000000 +0100` says seconds since 1970, wherever it was. */
function instantIn(
  { headers }: ObjectHead,
  header: 'tagger' | 'committer',
): string | undefined {
  const value = headers.find(([name]) => name === header)?.[1] ?? '';
  const [, seconds] = /> (\d{1,12}) [+-]\d+$/.exec(value) ?? [];
  return seconds === undefined
    ? undefined
    : new Date(Number(seconds) * 1_000).toISOString();
}
