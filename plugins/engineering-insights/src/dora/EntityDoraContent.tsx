import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react';
import { DoraPage } from './DoraPage';
import { useEntityName } from '../page/useEntityName';

/** The DORA tab of the entity whose page one is on. */
export function EntityDoraContent() {
  return (
    <QueryProvider>
      <DoraPage entity={useEntityName()} />
    </QueryProvider>
  );
}
