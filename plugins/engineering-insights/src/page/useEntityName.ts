import { useEntity } from '@backstage/plugin-catalog-react';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useMemo } from 'react';

/** The name of the entity whose page one is on. */
export function useEntityName(): EntityName {
  const { kind, metadata } = useEntity().entity;
  return useMemo(
    () => ({
      kind,
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
    }),
    [kind, metadata.namespace, metadata.name],
  );
}
