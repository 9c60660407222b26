import type { Severity } from '@sei-platform/plugin-engineering-insights-common';

const BY_NUMBER: Readonly<Record<string, Severity>> = {
  0: 'critical',
  1: 'critical',
  2: 'high',
  3: 'medium',
  4: 'low',
  5: 'low',
};

/** How bad an incident is by the word in its channel's name: `sev1`, `p2`, `critical`. */
export function severityOf(word: string | undefined): Severity {
  const text = word?.trim().toLowerCase() ?? '';
  const number = /^(?:p|s|sev|severity|priority)?[\s_-]*([0-5])$/.exec(
    text,
  )?.[1];
  if (number !== undefined) return BY_NUMBER[number];
  const known = ['critical', 'high', 'medium', 'low'] as const;
  return known.find(each => each === text) ?? 'unknown';
}
