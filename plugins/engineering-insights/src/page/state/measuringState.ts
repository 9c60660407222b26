import {
  CHANGE_STARTS,
  CHANGE_UNITS,
  STATISTICS,
  measuredAs,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ChangeStart,
  ChangeUnit,
  MeasuredAs,
  MeasuringChoice,
  MetricDefinition,
  Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import { putParameter } from './pageState';

/** How a page's numbers are measured; the address holds what is not the default. */
export interface MeasuringState {
  readonly statistic: Statistic;
  readonly unit: ChangeUnit;
  readonly start: ChangeStart;
}

const OPTIONS = {
  statistic: STATISTICS,
  unit: CHANGE_UNITS,
  start: CHANGE_STARTS,
} as const;
const NAMES = Object.keys(OPTIONS) as (keyof MeasuringState)[];

/** Reads how numbers are measured from an address; what makes no sense there is as if it were absent. */
export function readMeasuring(parameters: URLSearchParams): MeasuringState {
  const read = <T extends string>(name: string, options: readonly T[]): T =>
    options.find(option => option === parameters.get(name)) ?? options[0];
  return {
    statistic: read('statistic', OPTIONS.statistic),
    unit: read('unit', OPTIONS.unit),
    start: read('start', OPTIONS.start),
  };
}

/** Writes a change into an address; what is the default is left out. */
export function writeMeasuring(
  next: URLSearchParams,
  change: MeasuredAs,
): void {
  for (const name of NAMES) {
    const value = change[name];
    if (value !== undefined)
      putParameter(next, name, value === OPTIONS[name][0] ? null : value);
  }
}

/** What of a choice is not the default. */
export function otherwise(choice: MeasuredAs): MeasuredAs {
  return (
    measuredAs(
      {
        aggregate: 'quantile',
        measures: { units: CHANGE_UNITS, starts: CHANGE_STARTS },
      },
      choice,
    ) ?? {}
  );
}

/** What of a page's choice bears on one metric; another would be refused. */
export function choiceFor(
  definition: MetricDefinition | undefined,
  { statistic, unit, start, ...choice }: MeasuringChoice = {},
): MeasuringChoice {
  return {
    ...choice,
    ...(definition && measuredAs(definition, { statistic, unit, start })),
  };
}
