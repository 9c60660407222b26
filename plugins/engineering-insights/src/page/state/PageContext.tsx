import type {
  EntityName,
  MeasuringChoice,
} from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';
import type { PageState, PageStateChange } from './pageState';

/** What the parts that several pages have in common know of the page they are in. */
export interface PageContextValue {
  readonly entity: EntityName;
  readonly state: PageState;
  readonly update: (change: PageStateChange) => void;
  /** How often the entity's facts changed since the page was opened. */
  readonly changeCount: number;
  /** How the page's numbers are measured, so that Explain asks for the same. */
  readonly choice?: MeasuringChoice;
}

const PageContext = createContext<PageContextValue | undefined>(undefined);

export const PageContextProvider = PageContext.Provider;

/** The entity and the state of the page that one is in. */
export function usePageContext(): PageContextValue {
  const value = useContext(PageContext);
  if (!value) throw new Error('usePageContext is used outside of a page.');
  return value;
}
