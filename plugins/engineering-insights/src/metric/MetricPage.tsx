import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  ClockProvider,
  useLiveUpdates,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PageFrame } from '../page/PageFrame';
import { clockOf } from '../page/metricWords';
import { useAddressState } from '../page/state/useAddressState';
import { MetricContent } from './MetricContent';
import { MetricContextProvider } from './state/MetricContext';
import { readMetricState, writeMetricState } from './state/metricState';

const ADDRESS = { read: readMetricState, write: writeMetricState };

export interface MetricPageProps {
  readonly metricId: string;
  readonly entity: EntityName;
}

/** One metric of one entity, alone. */
export function MetricPage({ metricId, entity }: MetricPageProps) {
  const [state, update] = useAddressState(ADDRESS);
  const { changeCount } = useLiveUpdates(entity);
  const value = useMemo(() => {
    const isGroup = entity.kind.toLocaleLowerCase('en-US') === 'group';
    const { cohort, clock, isWithSubTeams } = state;
    const choice = {
      cohort,
      clock,
      ...(isGroup && { isWithSubTeams }),
    };
    return { metricId, entity, state, update, changeCount, choice };
  }, [metricId, entity, state, update, changeCount]);
  return (
    <MetricContextProvider value={value}>
      <ClockProvider value={clockOf(metricId, state.clock)}>
        <PageFrame value={value}>
          <MetricContent />
        </PageFrame>
      </ClockProvider>
    </MetricContextProvider>
  );
}
