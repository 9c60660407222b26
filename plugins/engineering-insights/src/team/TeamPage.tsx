import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  useLiveUpdates,
  useTeam,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PageFrame } from '../page/PageFrame';
import { TeamContent } from './TeamContent';
import { TeamContextProvider } from './state/TeamContext';
import { useTeamState } from './state/useTeamState';

/** The Team analytics tab of one group. */
export function TeamPage({ entity }: { readonly entity: EntityName }) {
  const [state, update] = useTeamState();
  const { changeCount } = useLiveUpdates(entity);
  // What every section's answer says alike is taken from the first that is open.
  const [section = 'flow'] = state.openSections;
  const head = useTeam({
    entity,
    window: state.window,
    compare: state.isCompared,
    clock: state.clock,
    isWithSubTeams: state.isWithSubTeams,
    section,
    isEnabled: true,
  });
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
      choice: { clock: state.clock, isWithSubTeams },
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
