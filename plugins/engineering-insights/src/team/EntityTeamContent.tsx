import { Progress } from '@backstage/core-components';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts before what they show is asked for.
import {
  QueryProvider,
  useMetricDefinitions,
  useTeamNow,
} from '@sei-platform/plugin-engineering-insights-react/queries';
import { Suspense, lazy } from 'react';
import { useEntityName } from '../page/useEntityName';
import { useTeamState } from './state/useTeamState';
import { useTeamHead } from './useTeamHead';

const TeamPage = lazy(async () => ({
  default: (await import('./TeamPage')).TeamPage,
}));

/** Asks for what the tab shows first while its charts are still on their way. */
function EarlyQuestions({ entity }: { readonly entity: EntityName }) {
  const [state] = useTeamState();
  useMetricDefinitions();
  useTeamHead({ entity, state });
  useTeamNow({ entity, isWithSubTeams: state.isWithSubTeams });
  return null;
}

/** The Team analytics tab of the group whose page one is on. */
export function EntityTeamContent() {
  const entity = useEntityName();
  return (
    <QueryProvider>
      <EarlyQuestions entity={entity} />
      <Suspense fallback={<Progress />}>
        <TeamPage entity={entity} />
      </Suspense>
    </QueryProvider>
  );
}
