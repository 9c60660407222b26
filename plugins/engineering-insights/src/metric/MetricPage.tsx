import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  ClockProvider,
  useLiveUpdates,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { PageFrame } from '../page/PageFrame';
import { clockOf } from '../page/metricWords';
import { choiceFor } from '../page/state/measuringState';
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
  const definitions = useMetricDefinitions();
  const value = useMemo(() => {
    const isGroup = entity.kind.toLocaleLowerCase('en-US') === 'group';
    const { cohort, clock, isWithSubTeams, statistic, unit, start } = state;
    const choice = choiceFor(
      definitions.data?.find(({ id }) => id === metricId),
      {
        cohort,
        clock,
        ...(isGroup && { isWithSubTeams }),
        statistic,
        unit,
        start,
      },
    );
    return { metricId, entity, state, update, changeCount, choice };
  }, [metricId, entity, state, update, changeCount, definitions.data]);
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
