import type { MeasuredAs } from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { InvalidRequestError } from './InvalidRequestError';

function problemsOf(
  { definition }: Pick<Metric, 'definition'>,
  { statistic, unit, start }: MeasuredAs,
): { field: string; message: string }[] {
  const { id, aggregate, measures } = definition;
  const problems: { field: string; message: string }[] = [];
  if (statistic && aggregate !== 'quantile') {
    problems.push({
      field: 'query.statistic',
      message: `${id} is not one number of many values, so it has no other statistic; leave it out`,
    });
  }
  if (unit && !measures?.units.includes(unit)) {
    problems.push({
      field: 'query.unit',
      message: `${id} cannot be counted by ${unit}; leave it out`,
    });
  }
  if (start && !measures?.starts.includes(start)) {
    problems.push({
      field: 'query.start',
      message: `${id} cannot be measured from ${start}; leave it out`,
    });
  }
  return problems;
}

/**
 * Refuses a choice that does not bear on a metric, which would be answered with
 * a number that is not what was asked for.
 *
 * @throws InvalidRequestError that names each such field.
 */
export function checkMeasuring(
  metric: Pick<Metric, 'definition'>,
  choice: MeasuredAs,
): void {
  const problems = problemsOf(metric, choice);
  if (problems.length > 0) throw new InvalidRequestError(problems);
}
