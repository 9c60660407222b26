import type {
  EntityName,
  MeasuredAs,
} from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts before what they show is asked for.
import {
  useDeployments,
  useDora,
  useIncidents,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react/queries';
import { otherwise } from '../page/state/measuringState';
import type { DoraState } from './state/useDoraState';

/** All answers that the DORA tab is made of. Whoever asks again is told what is known already. */
export function useDoraAnswers({
  entity,
  state,
}: {
  readonly entity: EntityName;
  readonly state: Pick<DoraState, 'window' | 'isCompared'> & MeasuredAs;
}) {
  const request = { entity, window: state.window };
  return {
    definitions: useMetricDefinitions(),
    dora: useDora({
      ...request,
      ...otherwise(state),
      compare: state.isCompared,
    }),
    deployments: useDeployments(request),
    incidents: useIncidents(request),
  };
}
