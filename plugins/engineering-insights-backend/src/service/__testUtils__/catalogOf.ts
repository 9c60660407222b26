import { parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

/** A catalog that has entities of these refs, and nothing said of them. */
export function catalogOf(refs: readonly string[]) {
  return catalogServiceMock({
    entities: refs.map(ref => {
      const { kind, namespace, name } = parseEntityRef(ref);
      return {
        apiVersion: 'backstage.io/v1alpha1',
        kind,
        metadata: { namespace, name },
      };
    }),
  });
}
