import { dayOf } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { useMemo } from 'react';
import { DEFAULT_WINDOW, resolveWindow } from '../../page/state/resolveWindow';

/** The window that the DORA tab opens with, moved on with the UTC day. */
export function useDefaultWindow(): MetricWindow {
  const today = dayOf(new Date());
  return useMemo(() => resolveWindow(DEFAULT_WINDOW, new Date(today)), [today]);
}
