import {
  countPerPerson,
  fewestForHalf,
  perDay,
  quantile,
  ratio,
  statisticOf,
  type MetricDefinition,
  type Observation,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';

const personKeysOf = (observations: readonly Observation[]) =>
  observations.flatMap(({ personKey }) => personKey ?? []);

/**
 * The value of observations by the pure aggregate of the definition: what SQL
 * must give too. Undefined where it is not known.
 */
export function aggregateObservations(options: {
  readonly definition: MetricDefinition;
  readonly observations: readonly Observation[];
  /** Of a metric per day. */
  readonly coveredDays?: number;
  /** Of a count: all was read, so that none is 0. */
  readonly isRead?: boolean;
  /** Of a quantile; the median where absent. */
  readonly statistic?: Statistic;
}): number | undefined {
  const { definition, observations, coveredDays = 0, isRead = false, statistic = 'p50' } = options;
  const included = observations.filter(observation => observation.excludedReason === undefined);
  switch (definition.aggregate) {
    case 'quantile':
      return statisticOf(included.map(observation => observation.value!), statistic);
    case 'ratio':
      return ratio(
        included.map(({ numerator, denominator }) => ({
          numerator: numerator!,
          denominator: denominator!,
        })),
      );
    case 'perDay':
    case 'perServiceDay':
      return perDay(included.length, coveredDays);
    case 'perPerson': {
      const median = quantile(countPerPerson(personKeysOf(included)), 0.5);
      return median === undefined ? undefined : Math.round(median);
    }
    case 'fewestForHalf':
      return fewestForHalf(countPerPerson(personKeysOf(included)));
    case 'count':
      // Whether none is known to be none is the engine's to say.
      return included.length > 0 || isRead ? included.length : undefined;
    default:
      throw new Error(`"${definition.aggregate satisfies never}" is no aggregate.`);
  }
}
