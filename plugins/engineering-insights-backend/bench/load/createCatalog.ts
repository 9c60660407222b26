import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/**
 * A catalog of the components alone, which everybody sees. The mock looks
 * through all entities for each that it is asked for, which a catalog does not.
 */
export function createCatalog(componentCount: number): CatalogService {
  const entities = Array.from({ length: componentCount }, (_, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `c${index + 1}`, namespace: 'default' },
    spec: { type: 'service', owner: 'group:default/everyone' },
  }));
  const byRef = new Map(
    entities.map(entity => [
      `component:default/${entity.metadata.name}`,
      entity,
    ]),
  );
  return Object.assign(catalogServiceMock({ entities }), {
    getEntityByRef: async (ref: string) => byRef.get(ref),
    getEntitiesByRefs: async (asked: { entityRefs: string[] }) => ({
      items: asked.entityRefs.map(ref => byRef.get(ref)),
    }),
  } as Pick<CatalogService, 'getEntityByRef' | 'getEntitiesByRefs'>);
}
