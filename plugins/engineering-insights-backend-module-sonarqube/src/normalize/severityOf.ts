import type { Severity } from '@sei-platform/plugin-engineering-insights-common';

/** Of an issue since ever, of its impacts since 10.2, of hotspots. */
const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  BLOCKER: 'critical',
  CRITICAL: 'high',
  HIGH: 'high',
  MAJOR: 'medium',
  MEDIUM: 'medium',
  MINOR: 'low',
  LOW: 'low',
  INFO: 'low',
};
const WORST_FIRST: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

interface Impact {
  readonly softwareQuality: string;
  readonly severity: string;
}

/**
 * How bad a finding is: the worst of its severity and its impacts, as which of
 * the two counts is a setting of the server and a question of its age.
 */
export function severityOf(options: {
  severity?: string | null;
  impacts?: readonly Impact[] | null;
}): { severity: Severity; sourceSeverity?: string } {
  const { severity, impacts } = options;
  const words = [
    ...(severity ? [severity] : []),
    ...(impacts ?? []).map(impact => impact.severity),
  ];
  const told = [
    ...(severity ? [severity] : []),
    ...(impacts ?? []).map(
      impact => `${impact.softwareQuality} ${impact.severity}`,
    ),
  ];
  const severities = words.map(word => SEVERITY[word] ?? 'unknown');
  return {
    severity: WORST_FIRST.find(each => severities.includes(each)) ?? 'unknown',
    ...(told.length > 0 && { sourceSeverity: told.join(', ') }),
  };
}
