import type {
  EntityName,
  MeasuredAs,
} from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';
import type { DoraState, DoraStateChange } from './useDoraState';

export interface DoraContextValue {
  readonly entity: EntityName;
  readonly state: DoraState;
  readonly update: (change: DoraStateChange) => void;
  /** How often the entity's facts changed since the page was opened. */
  readonly changeCount: number;
  /** How the numbers are measured, where not as their definitions say. */
  readonly choice: MeasuredAs;
}

const DoraContext = createContext<DoraContextValue | undefined>(undefined);

export const DoraContextProvider = DoraContext.Provider;

/** The entity and the state of the page that one is in. */
export function useDoraContext(): DoraContextValue {
  const value = useContext(DoraContext);
  if (!value)
    throw new Error('useDoraContext is used outside of the DORA page.');
  return value;
}
