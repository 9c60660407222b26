import type {
  Clock,
  Cohort,
} from '@sei-platform/plugin-engineering-insights-common';
import { readMeasuring, writeMeasuring } from '../../page/state/measuringState';
import type { MeasuringState } from '../../page/state/measuringState';
import {
  putParameter,
  readPageState,
  writePageState,
} from '../../page/state/pageState';
import type { PageState, PageStateChange } from '../../page/state/pageState';

export const COHORTS: readonly Cohort[] = ['all', 'human', 'bot'];
export const CLOCKS: readonly Clock[] = ['elapsed', 'working'];

/** What the page of a metric shows; the address holds all of it. */
export interface MetricState extends PageState, MeasuringState {
  readonly cohort: Cohort;
  readonly clock: Clock;
  readonly isWithSubTeams: boolean;
  /** ISO 8601: where the period begins whose records alone are shown. */
  readonly recordsFrom?: string;
}

export interface MetricStateChange
  extends PageStateChange,
    Partial<MeasuringState> {
  readonly cohort?: Cohort;
  readonly clock?: Clock;
  readonly isWithSubTeams?: boolean;
  readonly recordsFrom?: string | null;
}

/** Reads the page's state from its address; what makes no sense there is as if it were absent. */
export function readMetricState(
  parameters: URLSearchParams,
  now: Date,
): MetricState {
  return {
    ...readPageState(parameters, now),
    ...readMeasuring(parameters),
    cohort: COHORTS.find(id => id === parameters.get('cohort')) ?? 'all',
    clock: CLOCKS.find(id => id === parameters.get('clock')) ?? 'elapsed',
    isWithSubTeams: parameters.get('subTeams') !== 'off',
    recordsFrom: parameters.get('records') ?? undefined,
  };
}

/** Writes a change into an address; what is the default is left out. */
export function writeMetricState(
  previous: URLSearchParams,
  change: MetricStateChange,
): URLSearchParams {
  const next = writePageState(previous, change);
  writeMeasuring(next, change);
  if (change.cohort)
    putParameter(
      next,
      'cohort',
      change.cohort === 'all' ? null : change.cohort,
    );
  if (change.clock)
    putParameter(
      next,
      'clock',
      change.clock === 'elapsed' ? null : change.clock,
    );
  if (change.isWithSubTeams !== undefined)
    putParameter(next, 'subTeams', change.isWithSubTeams ? null : 'off');
  if (change.recordsFrom !== undefined)
    putParameter(next, 'records', change.recordsFrom);
  // A period of another window is none of this one.
  if (change.window || change.windowId) putParameter(next, 'records', null);
  return next;
}
