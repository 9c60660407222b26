import type { MeasuringChoice } from '@sei-platform/plugin-engineering-insights-common';
import { createContext, useContext } from 'react';
import type { PageContextValue } from '../../page/state/PageContext';
import type { MetricState, MetricStateChange } from './metricState';

export interface MetricContextValue extends PageContextValue {
  readonly metricId: string;
  readonly state: MetricState;
  readonly update: (change: MetricStateChange) => void;
  readonly choice: MeasuringChoice;
}

const MetricContext = createContext<MetricContextValue | undefined>(undefined);

export const MetricContextProvider = MetricContext.Provider;

/** The metric, the entity and the state of the page that one is in. */
export function useMetricContext(): MetricContextValue {
  const value = useContext(MetricContext);
  if (!value)
    throw new Error(
      'useMetricContext is used outside of the page of a metric.',
    );
  return value;
}
