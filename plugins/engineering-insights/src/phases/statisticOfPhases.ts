import type { Statistic } from '@sei-platform/plugin-engineering-insights-common';
import type { PhasesAnswer } from './PhasesAnswer';

/** What the values of the phases come to: the median, unless a reader chose otherwise. */
export function statisticOfPhases({ metrics }: PhasesAnswer): Statistic {
  const measured = metrics.find(({ measuredAs }) => measuredAs?.statistic);
  return measured?.measuredAs?.statistic ?? 'p50';
}
