import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { DEFAULT_WINDOW, WINDOW_IDS, resolveWindow } from './resolveWindow';
import type { WindowId } from './resolveWindow';

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
export interface DoraState {
  /** The named window; absent where the address pins dates. */
  readonly windowId?: WindowId;
  readonly window: MetricWindow;
  readonly isCompared: boolean;
  /** Empty: all production environments. */
  readonly environments: readonly string[];
  readonly explainedMetricId?: string;
  readonly search: string;
  readonly outcome: OutcomeFilter;
  readonly sort: TableSort;
  readonly deploymentId?: string;
}

export interface DoraStateChange {
  readonly windowId?: WindowId;
  readonly window?: MetricWindow;
  readonly isCompared?: boolean;
  readonly environments?: readonly string[];
  readonly explainedMetricId?: string | null;
  readonly search?: string;
  readonly outcome?: OutcomeFilter;
  readonly sort?: TableSort;
  readonly deploymentId?: string | null;
}

const DEFAULT_SORT: TableSort = { column: 'finished', isDescending: true };

function isDay(text: string | null): text is string {
  return text !== null && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

function readWindow(
  parameters: URLSearchParams,
  now: Date,
): Pick<DoraState, 'windowId' | 'window'> {
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  if (isDay(from) && isDay(to) && from < to) return { window: { from, to } };
  const windowId =
    WINDOW_IDS.find(id => id === parameters.get('window')) ?? DEFAULT_WINDOW;
  return { windowId, window: resolveWindow(windowId, now) };
}

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
    ...readWindow(parameters, now),
    isCompared: parameters.get('compare') !== 'off',
    environments: parameters.getAll('environment'),
    explainedMetricId: parameters.get('explain') ?? undefined,
    search: parameters.get('search') ?? '',
    outcome:
      OUTCOME_FILTERS.find(filter => filter === parameters.get('outcome')) ??
      'all',
    sort: readSort(parameters.get('sort')),
    deploymentId: parameters.get('deployment') ?? undefined,
  };
}

function put(
  parameters: URLSearchParams,
  name: string,
  value: string | null | undefined,
): void {
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}

/** Writes a change into an address; what is the default is left out. */
export function writeDoraState(
  previous: URLSearchParams,
  change: DoraStateChange,
): URLSearchParams {
  const next = new URLSearchParams(previous);
  if (change.windowId || change.window) {
    put(
      next,
      'window',
      change.windowId === DEFAULT_WINDOW ? null : change.windowId,
    );
    put(next, 'from', change.window?.from);
    put(next, 'to', change.window?.to);
  }
  if (change.isCompared !== undefined)
    put(next, 'compare', change.isCompared ? null : 'off');
  if (change.environments) {
    next.delete('environment');
    change.environments.forEach(environment =>
      next.append('environment', environment),
    );
  }
  if (change.explainedMetricId !== undefined)
    put(next, 'explain', change.explainedMetricId);
  if (change.search !== undefined) put(next, 'search', change.search);
  if (change.outcome)
    put(next, 'outcome', change.outcome === 'all' ? null : change.outcome);
  if (change.sort) {
    const isDefault =
      change.sort.column === DEFAULT_SORT.column && change.sort.isDescending;
    put(
      next,
      'sort',
      isDefault
        ? null
        : `${change.sort.isDescending ? '-' : ''}${change.sort.column}`,
    );
  }
  if (change.deploymentId !== undefined)
    put(next, 'deployment', change.deploymentId);
  return next;
}

/** The address of what is shown, with its dates pinned, so that whoever opens it sees the same. */
export function pinnedAddress(href: string, window: MetricWindow): string {
  const url = new URL(href);
  url.search = writeDoraState(url.searchParams, { window }).toString();
  return url.toString();
}

/** The state of the page, and how to change it. */
export function useDoraState(): readonly [
  DoraState,
  (change: DoraStateChange) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  // Recomputed on the UTC day, so that a page left open over midnight moves on and one within a day does not refetch.
  const today = new Date().toISOString().slice(0, 10);
  const state = useMemo(
    () => readDoraState(parameters, new Date(today)),
    [parameters, today],
  );
  const update = useCallback(
    (change: DoraStateChange) =>
      setParameters(previous => writeDoraState(previous, change), {
        replace: true,
      }),
    [setParameters],
  );
  return [state, update];
}
