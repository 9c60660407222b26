import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { useMemo } from 'react';
import { DEFAULT_WINDOW, resolveWindow } from '../../page/state/resolveWindow';

/** The window that the DORA tab opens with, moved on with the UTC day. */
export function useDefaultWindow(): MetricWindow {
  const today = new Date().toISOString().slice(0, 10);
  return useMemo(() => resolveWindow(DEFAULT_WINDOW, new Date(today)), [today]);
}
