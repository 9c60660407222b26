import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** How long a caller's sight of an entity is remembered. */
const REMEMBERED_MILLISECONDS = 60_000;
/** Of all callers together; bounds the memory. Whoever asked first is forgotten first. */
const REMEMBERED_COUNT = 200_000;
/** What one request to the catalog asks for: a body of some tens of kilobytes, and a query of a few milliseconds. */
const REFS_AT_ONCE = 1_000;

/** Only what the ref is made of, of which the answer itself is not looked at. */
const FIELDS = ['kind', 'metadata.name', 'metadata.namespace'];

interface Sight {
  readonly until: number;
  readonly isVisibleByRef: Map<string, boolean>;
  /** What the catalog is being asked, so that who asks meanwhile waits for the same answer. */
  readonly askingByRef: Map<string, Promise<void>>;
}

/** Which of many entities callers may see in the catalog. */
export interface Visibility {
  /** @returns those of the refs that the caller may see. */
  of(options: {
    readonly credentials: BackstageCredentials;
    readonly entityRefs: readonly string[];
  }): Promise<ReadonlySet<string>>;
}

/** Asks the catalog as the caller, a thousand at once, and remembers the answer for a minute. */
export function createVisibility(options: {
  readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly now: () => number;
}): Visibility {
  const { catalog, now } = options;
  const sights = new Map<string, Sight>();

  function forget(spare: string) {
    let count = 0;
    for (const [key, { until, isVisibleByRef }] of sights) {
      if (until <= now() && key !== spare) sights.delete(key);
      else count += isVisibleByRef.size;
    }
    for (const [key, { isVisibleByRef }] of sights) {
      if (count <= REMEMBERED_COUNT) break;
      if (key !== spare) {
        sights.delete(key);
        count -= isVisibleByRef.size;
      }
    }
  }

  function sightOf(key: string): Sight {
    const known = sights.get(key);
    if (known && known.until > now()) return known;
    const fresh = {
      until: now() + REMEMBERED_MILLISECONDS,
      isVisibleByRef: new Map<string, boolean>(),
      askingByRef: new Map<string, Promise<void>>(),
    };
    // Anew, so that the order is that of asking.
    sights.delete(key);
    sights.set(key, fresh);
    return fresh;
  }

  async function ask(
    { isVisibleByRef }: Sight,
    refs: readonly string[],
    credentials: BackstageCredentials,
  ) {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...refs], fields: FIELDS },
      { credentials },
    );
    refs.forEach((ref, index) =>
      isVisibleByRef.set(ref, items[index] !== undefined),
    );
  }

  async function askOnce(
    sight: Sight,
    refs: readonly string[],
    credentials: BackstageCredentials,
  ) {
    const { askingByRef } = sight;
    const answer = ask(sight, refs, credentials);
    for (const ref of refs) askingByRef.set(ref, answer);
    try {
      await answer;
    } finally {
      for (const ref of refs) askingByRef.delete(ref);
    }
  }

  return {
    async of({ credentials, entityRefs }) {
      const key = JSON.stringify(credentials.principal);
      const sight = sightOf(key);
      const { isVisibleByRef, askingByRef } = sight;
      const unknown = entityRefs.filter(ref => !isVisibleByRef.has(ref));
      const asking = unknown.flatMap(ref => askingByRef.get(ref) ?? []);
      const unasked = unknown.filter(ref => !askingByRef.has(ref));
      for (let start = 0; start < unasked.length; start += REFS_AT_ONCE) {
        const refs = unasked.slice(start, start + REFS_AT_ONCE);
        await askOnce(sight, refs, credentials);
      }
      await Promise.all(asking);
      forget(key);
      return new Set(entityRefs.filter(ref => isVisibleByRef.get(ref)));
    },
  };
}
