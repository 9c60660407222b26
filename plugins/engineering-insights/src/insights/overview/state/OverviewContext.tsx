import type {
  EntityName,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import type { OverviewQuery } from '@sei-platform/plugin-engineering-insights-react';
import { createContext, useContext } from 'react';
import type { OverviewState, OverviewStateChange } from './overviewState';

export interface OverviewContextValue {
  readonly entity: EntityName;
  /** What every part of the page asks by. */
  readonly query: OverviewQuery;
  readonly state: OverviewState;
  readonly update: (change: OverviewStateChange) => void;
  readonly definitions: readonly MetricDefinition[];
}

const OverviewContext = createContext<OverviewContextValue | undefined>(
  undefined,
);

export const OverviewContextProvider = OverviewContext.Provider;

/** What the overview that one is in is of, and what it shows. */
export function useOverviewContext(): OverviewContextValue {
  const value = useContext(OverviewContext);
  if (!value)
    throw new Error('useOverviewContext is used outside of the overview.');
  return value;
}

/** What a metric is called; its id until its definition is there. */
export function useMetricTitle(): (metricId: string) => string {
  const { definitions } = useOverviewContext();
  return metricId =>
    definitions.find(({ id }) => id === metricId)?.title ?? metricId;
}
