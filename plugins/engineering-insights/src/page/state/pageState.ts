import { isDay } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { DEFAULT_WINDOW, WINDOW_IDS, resolveWindow } from './resolveWindow';
import type { WindowId } from './resolveWindow';

/** What every page of numbers shows of its address. */
export interface PageState {
  /** The named window; absent where the address pins dates. */
  readonly windowId?: WindowId;
  readonly window: MetricWindow;
  readonly isCompared: boolean;
  readonly explainedMetricId?: string;
}

export interface PageStateChange {
  readonly windowId?: WindowId;
  readonly window?: MetricWindow;
  readonly isCompared?: boolean;
  readonly explainedMetricId?: string | null;
}

function readWindow(
  parameters: URLSearchParams,
  now: Date,
): Pick<PageState, 'windowId' | 'window'> {
  const [from, to] = [parameters.get('from'), parameters.get('to')];
  if (from && to && isDay(from) && isDay(to) && from < to)
    return { window: { from, to } };
  const windowId =
    WINDOW_IDS.find(id => id === parameters.get('window')) ?? DEFAULT_WINDOW;
  return { windowId, window: resolveWindow(windowId, now) };
}

/** Reads what all pages share; what makes no sense in an address is as if it were absent. */
export function readPageState(
  parameters: URLSearchParams,
  now: Date,
): PageState {
  return {
    ...readWindow(parameters, now),
    isCompared: parameters.get('compare') !== 'off',
    explainedMetricId: parameters.get('explain') ?? undefined,
  };
}

/** Sets a parameter of an address, or takes it away where there is nothing to say. */
export function putParameter(
  parameters: URLSearchParams,
  name: string,
  value: string | null | undefined,
): void {
  if (value) parameters.set(name, value);
  else parameters.delete(name);
}

/** An address with a change of what all pages share; what is the default is left out. */
export function writePageState(
  previous: URLSearchParams,
  change: PageStateChange,
): URLSearchParams {
  const next = new URLSearchParams(previous);
  if (change.windowId || change.window) {
    putParameter(
      next,
      'window',
      change.windowId === DEFAULT_WINDOW ? null : change.windowId,
    );
    putParameter(next, 'from', change.window?.from);
    putParameter(next, 'to', change.window?.to);
  }
  if (change.isCompared !== undefined)
    putParameter(next, 'compare', change.isCompared ? null : 'off');
  if (change.explainedMetricId !== undefined)
    putParameter(next, 'explain', change.explainedMetricId);
  return next;
}

/** The address of what is shown, with its dates pinned, so that whoever opens it sees the same. */
export function pinnedAddress(href: string, window: MetricWindow): string {
  const url = new URL(href);
  url.search = writePageState(url.searchParams, { window }).toString();
  return url.toString();
}
