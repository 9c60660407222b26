import type {
  ChangeStart,
  ChangeUnit,
  MeasuredAs,
  MetricDefinition,
  Statistic,
} from './types';

/** What a reader can choose of values, the default first. */
export const STATISTICS = [
  'p50',
  'mean',
  'p75',
  'p90',
] as const satisfies readonly Statistic[];
/** What a reader can have counted as a change, the default first. */
export const CHANGE_UNITS = [
  'commit',
  'pullRequest',
] as const satisfies readonly ChangeUnit[];
/** From when on a reader can have a change measured, the default first. */
export const CHANGE_STARTS = [
  'authored',
  'committed',
  'opened',
  'merged',
] as const satisfies readonly ChangeStart[];

const otherThanFirst = <T>(chosen: T | undefined, options: readonly T[] = []) =>
  chosen !== undefined && options.indexOf(chosen) > 0 ? chosen : undefined;

/**
 * What of a choice bears on a metric and is not what its definition says.
 * Undefined where nothing is: the metric is measured as it is defined.
 */
export function measuredAs(
  definition: Pick<MetricDefinition, 'aggregate' | 'measures'>,
  choice: MeasuredAs,
): MeasuredAs | undefined {
  const statistic =
    definition.aggregate === 'quantile'
      ? otherThanFirst(choice.statistic, STATISTICS)
      : undefined;
  const unit = otherThanFirst(choice.unit, definition.measures?.units);
  const start = otherThanFirst(choice.start, definition.measures?.starts);
  return statistic || unit || start
    ? {
        ...(statistic && { statistic }),
        ...(unit && { unit }),
        ...(start && { start }),
      }
    : undefined;
}
