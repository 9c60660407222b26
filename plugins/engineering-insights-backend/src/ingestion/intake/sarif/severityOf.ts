import type { Severity } from '@sei-platform/plugin-engineering-insights-common';
import type { SarifResult, SarifRule } from './sarifSchema';

const LEVELS: Readonly<Record<string, Severity>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'unknown',
};

/**
 * How bad a result is: by the score of its security severity, in the bands in
 * which GitHub reads it, else by its level, which the rule may give and which
 * is a warning where nobody says.
 */
export function severityOf(
  result: SarifResult,
  rule: SarifRule | undefined,
): { severity: Severity; sourceSeverity: string } {
  const told =
    result.properties?.['security-severity'] ??
    rule?.properties?.['security-severity'];
  const scored = told === null || told === undefined ? undefined : band(told);
  if (scored) return { severity: scored, sourceSeverity: String(told) };
  const level = levelOf(result, rule);
  return { severity: LEVELS[level], sourceSeverity: level };
}

function levelOf(result: SarifResult, rule: SarifRule | undefined): string {
  if (result.level) return result.level;
  // Only a failure has a level.
  if (result.kind && result.kind !== 'fail') return 'none';
  return rule?.defaultConfiguration?.level ?? 'warning';
}

function band(score: string | number): Severity | undefined {
  const value = typeof score === 'number' ? score : Number.parseFloat(score);
  if (!(value > 0 && value <= 10)) return undefined;
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  return value >= 4 ? 'medium' : 'low';
}
