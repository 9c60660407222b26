import type { Category } from '@sei-platform/plugin-engineering-insights-common';

/** How severe an incident is, the most severe first. */
export const SEVERITIES: readonly Category[] = [
  { id: 'critical', title: 'Critical' },
  { id: 'high', title: 'High' },
  { id: 'medium', title: 'Medium' },
  { id: 'low', title: 'Low' },
  { id: 'unknown', title: 'Unknown' },
];
