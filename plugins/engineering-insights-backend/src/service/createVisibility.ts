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
    };
    // Anew, so that the order is that of asking.
    sights.delete(key);
    sights.set(key, fresh);
    return fresh;
  }

  return {
    async of({ credentials, entityRefs }) {
      const key = JSON.stringify(credentials.principal);
      const { isVisibleByRef } = sightOf(key);
      const unknown = entityRefs.filter(ref => !isVisibleByRef.has(ref));
      for (let start = 0; start < unknown.length; start += REFS_AT_ONCE) {
        const refs = unknown.slice(start, start + REFS_AT_ONCE);
        const { items } = await catalog.getEntitiesByRefs(
          { entityRefs: refs, fields: FIELDS },
          { credentials },
        );
        refs.forEach((ref, index) =>
          isVisibleByRef.set(ref, items[index] !== undefined),
        );
      }
      forget(key);
      return new Set(entityRefs.filter(ref => isVisibleByRef.get(ref)));
    },
  };
}
