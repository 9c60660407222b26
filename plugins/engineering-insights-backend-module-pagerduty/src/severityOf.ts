import type { Severity } from '@sei-platform/plugin-engineering-insights-common';

const BY_NUMBER: Readonly<Record<string, Severity>> = {
  0: 'critical',
  1: 'critical',
  2: 'high',
  3: 'medium',
  4: 'low',
  5: 'low',
};
const BY_URGENCY: Readonly<Record<string, Severity>> = {
  high: 'high',
  low: 'low',
};

/**
 * How bad an incident is: by its priority where that counts as PagerDuty's own
 * names do (`P1` to `P5`) or as the usual ones (`SEV-1`, `Critical`), else by
 * its urgency, which only says whether somebody is woken up.
 */
export function severityOf(options: {
  priority?: string | null;
  urgency?: string | null;
}): { severity: Severity; sourceSeverity?: string } {
  const { priority, urgency } = options;
  return {
    severity:
      severityOfPriority(priority ?? '') ??
      BY_URGENCY[urgency ?? ''] ??
      'unknown',
    sourceSeverity: (priority || urgency) ?? undefined,
  };
}

function severityOfPriority(name: string): Severity | undefined {
  const number = /^(?:p|s|sev|priority|severity)[\s_-]*([0-5])$/i.exec(
    name.trim(),
  )?.[1];
  if (number !== undefined) return BY_NUMBER[number];
  const word = name.trim().toLowerCase();
  return (['critical', 'high', 'medium', 'low'] as const).find(
    each => each === word,
  );
}
