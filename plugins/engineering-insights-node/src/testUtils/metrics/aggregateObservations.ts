import {
  perDay,
  quantile,
  ratio,
  type MetricDefinition,
  type Observation,
} from '@sei-platform/plugin-engineering-insights-common';

/**
 * The value of observations by the pure aggregate of the definition: what SQL
 * must give too. Undefined where it is not known.
 */
export function aggregateObservations(options: {
  readonly definition: MetricDefinition;
  readonly observations: readonly Observation[];
  /** Of a perDay metric. */
  readonly coveredDays?: number;
}): number | undefined {
  const { definition, observations, coveredDays = 0 } = options;
  const included = observations.filter(observation => observation.excludedReason === undefined);
  switch (definition.aggregate) {
    case 'quantile':
      return quantile(included.map(observation => observation.value!), 0.5);
    case 'ratio':
      return ratio(
        included.map(({ numerator, denominator }) => ({
          numerator: numerator!,
          denominator: denominator!,
        })),
      );
    case 'perDay':
      return perDay(included.length, coveredDays);
    default:
      return included.length > 0 ? included.length : undefined;
  }
}
