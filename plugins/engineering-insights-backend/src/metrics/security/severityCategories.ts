import type {
  Category,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';

/** How bad findings are, the worst first. */
export const SEVERITY_CATEGORIES: readonly (Category & {
  readonly id: Severity;
})[] = [
  { id: 'critical', title: 'Critical' },
  { id: 'high', title: 'High' },
  { id: 'medium', title: 'Medium' },
  { id: 'low', title: 'Low' },
  { id: 'unknown', title: 'Severity not told' },
];
