import type {
  EntityName,
  MeasuringChoice,
} from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';
import type { TeamState, TeamStateChange } from './useTeamState';

export interface TeamContextValue {
  readonly entity: EntityName;
  readonly state: TeamState;
  readonly update: (change: TeamStateChange) => void;
  /** How all numbers of the page are measured. */
  readonly choice: Pick<
    MeasuringChoice,
    'clock' | 'isWithSubTeams' | 'statistic'
  >;
}

const TeamContext = createContext<TeamContextValue | undefined>(undefined);

export const TeamContextProvider = TeamContext.Provider;

/** The team and the state of the page that one is in. */
export function useTeamContext(): TeamContextValue {
  const value = useContext(TeamContext);
  if (!value)
    throw new Error(
      'useTeamContext is used outside of the Team analytics page.',
    );
  return value;
}
