import type { TeamSection } from '@sei-platform/plugin-engineering-insights-common';
import { useTeam } from '@sei-platform/plugin-engineering-insights-react';
import { otherwise } from '../page/state/measuringState';
import { useTeamContext } from './state/TeamContext';

/** The answer of one section, measured as the page says; asked for only once the section is open. */
export function useTeamSection(section: TeamSection, isEnabled: boolean) {
  const { entity, state } = useTeamContext();
  return useTeam({
    entity,
    window: state.window,
    compare: state.isCompared,
    clock: state.clock,
    statistic: otherwise(state).statistic,
    isWithSubTeams: state.isWithSubTeams,
    section,
    isEnabled,
  });
}

export type TeamSectionQuery = ReturnType<typeof useTeamSection>;
