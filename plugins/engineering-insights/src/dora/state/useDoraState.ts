import { readMeasuring, writeMeasuring } from '../../page/state/measuringState';
import type { MeasuringState } from '../../page/state/measuringState';
import {
  putParameter,
  readPageState,
  writePageState,
} from '../../page/state/pageState';
import type { PageState, PageStateChange } from '../../page/state/pageState';
import { useAddressState } from '../../page/state/useAddressState';

export const OUTCOME_FILTERS = [
  'all',
  'success',
  'failed',
  'rollback',
  'notDeployed',
] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];
export interface TableSort {
  readonly column: string;
  readonly isDescending: boolean;
}

/** What the page shows; the address holds all of it. */
export interface DoraState extends PageState, MeasuringState {
  /** Empty: all production environments. */
  readonly environments: readonly string[];
  readonly search: string;
  readonly outcome: OutcomeFilter;
  readonly sort: TableSort;
  readonly deploymentId?: string;
}

export interface DoraStateChange
  extends PageStateChange,
    Partial<MeasuringState> {
  readonly environments?: readonly string[];
  readonly search?: string;
  readonly outcome?: OutcomeFilter;
  readonly sort?: TableSort;
  readonly deploymentId?: string | null;
}

const DEFAULT_SORT: TableSort = { column: 'finished', isDescending: true };

function readSort(text: string | null): TableSort {
  if (!text) return DEFAULT_SORT;
  return text.startsWith('-')
    ? { column: text.slice(1), isDescending: true }
    : { column: text, isDescending: false };
}

/** Reads the page's state from its address; what makes no sense there is as if it were absent. */
export function readDoraState(
  parameters: URLSearchParams,
  now: Date,
): DoraState {
  return {
    ...readPageState(parameters, now),
    ...readMeasuring(parameters),
    environments: parameters.getAll('environment'),
    search: parameters.get('search') ?? '',
    outcome:
      OUTCOME_FILTERS.find(filter => filter === parameters.get('outcome')) ??
      'all',
    sort: readSort(parameters.get('sort')),
    deploymentId: parameters.get('deployment') ?? undefined,
  };
}

/** Writes a change into an address; what is the default is left out. */
export function writeDoraState(
  previous: URLSearchParams,
  change: DoraStateChange,
): URLSearchParams {
  const next = writePageState(previous, change);
  writeMeasuring(next, change);
  if (change.environments) {
    next.delete('environment');
    change.environments.forEach(environment =>
      next.append('environment', environment),
    );
  }
  if (change.search !== undefined) putParameter(next, 'search', change.search);
  if (change.outcome)
    putParameter(
      next,
      'outcome',
      change.outcome === 'all' ? null : change.outcome,
    );
  if (change.sort) {
    const isDefault =
      change.sort.column === DEFAULT_SORT.column && change.sort.isDescending;
    putParameter(
      next,
      'sort',
      isDefault
        ? null
        : `${change.sort.isDescending ? '-' : ''}${change.sort.column}`,
    );
  }
  if (change.deploymentId !== undefined)
    putParameter(next, 'deployment', change.deploymentId);
  return next;
}

const options = { read: readDoraState, write: writeDoraState };

/** The state of the page, and how to change it. */
export function useDoraState() {
  return useAddressState<DoraState, DoraStateChange>(options);
}
