import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useLiveUpdates } from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PageFrame } from '../page/PageFrame';
import { otherwise } from '../page/state/measuringState';
import { DoraContent } from './DoraContent';
import { DoraContextProvider } from './state/DoraContext';
import { useDoraState } from './state/useDoraState';

/** The DORA tab of one entity. */
export function DoraPage({ entity }: { readonly entity: EntityName }) {
  const [state, update] = useDoraState();
  const { changeCount } = useLiveUpdates(entity);
  const value = useMemo(
    () => ({ entity, state, update, changeCount, choice: otherwise(state) }),
    [entity, state, update, changeCount],
  );
  return (
    <DoraContextProvider value={value}>
      <PageFrame value={value}>
        <DoraContent />
      </PageFrame>
    </DoraContextProvider>
  );
}
