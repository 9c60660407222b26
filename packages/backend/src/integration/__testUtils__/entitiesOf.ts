import type { JsonObject } from '@backstage/types';
import { createCatalog } from 'playground';
import type { Github } from './startGithub';

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
export function entitiesOf({ world, url }: Github): JsonObject[] {
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
