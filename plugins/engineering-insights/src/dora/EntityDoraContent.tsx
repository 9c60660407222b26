import { useEntity } from '@backstage/plugin-catalog-react';
import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { DoraPage } from './DoraPage';

/** The DORA tab of the entity whose page one is on. */
export function EntityDoraContent() {
  const { entity } = useEntity();
  const { kind, metadata } = entity;
  const name = useMemo(
    () => ({
      kind,
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
    }),
    [kind, metadata.namespace, metadata.name],
  );
  return (
    <QueryProvider>
      <DoraPage entity={name} />
    </QueryProvider>
  );
}
