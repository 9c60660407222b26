import type {
  EntityName,
  EntityTriageAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';

export interface TriageState {
  readonly entity: EntityName;
  readonly answer: EntityTriageAnswer;
  /** Numbers are about to follow a correction. */
  readonly isSettling: boolean;
}

const Context = createContext<TriageState | undefined>(undefined);

export const TriageProvider = Context.Provider;

/** Whose triage the page is, and what is known of it. */
export function useTriageState(): TriageState {
  const state = useContext(Context);
  if (!state)
    throw new Error('useTriageState is used outside of TriageProvider.');
  return state;
}
