import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts before what they show is asked for.
import { useTeam } from '@sei-platform/plugin-engineering-insights-react/queries';
import { otherwise } from '../page/state/measuringState';
import type { TeamState } from './state/useTeamState';

/** The answer of the first section that is open, from which is taken what every section's answer says alike. */
export function useTeamHead({
  entity,
  state,
}: {
  readonly entity: EntityName;
  readonly state: TeamState;
}) {
  const [section = 'flow'] = state.openSections;
  return useTeam({
    entity,
    window: state.window,
    compare: state.isCompared,
    clock: state.clock,
    statistic: otherwise(state).statistic,
    isWithSubTeams: state.isWithSubTeams,
    section,
    isEnabled: true,
  });
}
