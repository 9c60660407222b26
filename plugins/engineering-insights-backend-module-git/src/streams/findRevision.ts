import type { Mirror } from '../mirrors/Mirror';
import { describeTags } from './describeTags';

const WHOLE = /^[\da-f]{40}([\da-f]{24})?$/i;
const ABBREVIATED = /^[\da-f]{7,63}$/i;

/** The commit that a SHA, a tag or a version stands for, unless the repository has none such. A branch moves on, so it is never asked for. */
export async function findRevision(
  mirror: Mirror,
  revision: string,
): Promise<string | undefined> {
  if (WHOLE.test(revision)) {
    const sha = revision.toLowerCase();
    if (await mirror.has(sha)) return sha;
    return (await mirror.fetchCommit(sha)) && (await mirror.has(sha))
      ? sha
      : undefined;
  }
  const name = revision.replace(/^refs\/tags\//, '');
  const bare = name.replace(/^v(?=\d)/i, '');
  for (const spelling of new Set([name, `v${bare}`, bare])) {
    const object = mirror.tags.get(spelling);
    if (!object) continue;
    const [tag] = await describeTags(mirror, [[spelling, object]]);
    if (tag.commit) return tag.commit.sha;
  }
  return ABBREVIATED.test(revision)
    ? mirror.complete(revision.toLowerCase())
    : undefined;
}
