import type { JsonObject } from '@backstage/types';
import type { SnykClient, SnykRequest } from './client';
import { listAll } from './jsonApi';
import { isId } from './snykScope';

/** Ids of the targets that an annotation's word names in an organization. */
export async function findTargets(
  client: SnykClient,
  options: Pick<SnykRequest, 'permission' | 'signal'> & {
    readonly organization: string;
    readonly target: string;
    /** Asks whether there is one of that id. */
    readonly isChecked: boolean;
  },
): Promise<string[]> {
  const { organization, target, isChecked, ...asking } = options;
  const path = `/orgs/${organization}/targets`;
  if (isId(target)) {
    if (isChecked) await client.get({ ...asking, path: `${path}/${target}` });
    return [target];
  }
  // Snyk lists those whose names begin so; whether with regard to case, it does not say.
  const alike = await listAll(client, {
    ...asking,
    path,
    parameters: { display_name: target },
  });
  const found = alike.filter(({ attributes }) => isNamed(attributes, target));
  if (found.length > 0) return found.map(({ id }) => id);
  const all = await listAll(client, { ...asking, path });
  return all
    .filter(({ attributes }) => isNamed(attributes, target))
    .map(({ id }) => id);
}

/** Whether it is shown as, or is the repository, `acme/payments`. */
export function isNamed(attributes: JsonObject, name: string): boolean {
  const { display_name: displayName, url } = attributes;
  const wanted = name.toLowerCase();
  if (typeof displayName === 'string' && displayName.toLowerCase() === wanted)
    return true;
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const path = new URL(url).pathname.slice(1).replace(/\.git$/, '');
  return path.toLowerCase() === wanted;
}
