import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useLiveUpdates } from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PageFrame } from '../page/PageFrame';
import { otherwise } from '../page/state/measuringState';
import { TeamContent } from './TeamContent';
import { TeamContextProvider } from './state/TeamContext';
import { useTeamState } from './state/useTeamState';
import { useTeamHead } from './useTeamHead';

/** The Team analytics tab of one group. */
export function TeamPage({ entity }: { readonly entity: EntityName }) {
  const [state, update] = useTeamState();
  const { changeCount } = useLiveUpdates(entity);
  const head = useTeamHead({ entity, state });
  // Of a group without sub-teams there is nothing to choose.
  const isWithSubTeams = head.data?.hasSubTeams
    ? head.data.isWithSubTeams
    : state.isWithSubTeams;
  const value = useMemo(
    () => ({
      entity,
      state,
      update,
      changeCount,
      choice: {
        clock: state.clock,
        isWithSubTeams,
        statistic: otherwise(state).statistic,
      },
    }),
    [entity, state, update, changeCount, isWithSubTeams],
  );
  return (
    <TeamContextProvider value={value}>
      <PageFrame value={value}>
        <TeamContent head={head} />
      </PageFrame>
    </TeamContextProvider>
  );
}
