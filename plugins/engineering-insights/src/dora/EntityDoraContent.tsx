import { Progress } from '@backstage/core-components';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts before what they show is asked for.
import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react/queries';
import { Suspense, lazy } from 'react';
import { useEntityName } from '../page/useEntityName';
import { useDoraState } from './state/useDoraState';
import { useDoraAnswers } from './useDoraAnswers';

const DoraPage = lazy(async () => ({
  default: (await import('./DoraPage')).DoraPage,
}));

/** Asks for all that the tab shows while its charts are still on their way. */
function EarlyQuestions({ entity }: { readonly entity: EntityName }) {
  const [state] = useDoraState();
  useDoraAnswers({ entity, state });
  return null;
}

/** The DORA tab of the entity whose page one is on. */
export function EntityDoraContent() {
  const entity = useEntityName();
  return (
    <QueryProvider>
      <EarlyQuestions entity={entity} />
      <Suspense fallback={<Progress />}>
        <DoraPage entity={entity} />
      </Suspense>
    </QueryProvider>
  );
}
