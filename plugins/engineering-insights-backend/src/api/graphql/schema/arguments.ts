import type { MeasuredAs } from '@sei-platform/plugin-engineering-insights-common';
import type { MetricQuestion } from '../createLoaders';
import { builder } from './builder';
import {
  BucketEnum,
  ChangeStartEnum,
  ChangeUnitEnum,
  ClockEnum,
  CohortEnum,
  StatisticEnum,
} from './enums';
import { DateRangeInput } from './period';

export const periodArguments = builder.args(t => ({
  period: t.field({
    type: DateRangeInput,
    description: 'By default the 90 days that end with today, UTC.',
  }),
}));

/** What is measured otherwise than the definitions say. */
const choiceArguments = builder.args(t => ({
  statistic: t.field({
    type: StatisticEnum,
    description:
      'What values come to, of metrics whose aggregate is quantile. By default the median.',
  }),
  unit: t.field({
    type: ChangeUnitEnum,
    description:
      'What is counted, of metrics that can count otherwise. By default commits.',
  }),
  start: t.field({
    type: ChangeStartEnum,
    description:
      'From when on time is counted, of metrics that can count otherwise. By default from when a commit was written.',
  }),
}));

/** Of the five of DORA, and of what has them. */
export const doraArguments = { ...periodArguments, ...choiceArguments };

const ownMeasuringArguments = builder.args(t => ({
  bucket: t.field({
    type: BucketEnum,
    description:
      'Into what the series divides the period. By default weeks, or months of a long one.',
  }),
  clock: t.field({
    type: ClockEnum,
    required: true,
    defaultValue: 'elapsed',
    description: "By which durations of people's work are told.",
  }),
  cohort: t.field({
    type: CohortEnum,
    required: true,
    defaultValue: 'all',
    description: 'Whose work counts.',
  }),
  includeSubTeams: t.boolean({
    description:
      'Of a group that has groups below it: whether what they own counts too. By default it does.',
  }),
}));

export const measuringArguments = {
  ...periodArguments,
  ...choiceArguments,
  ...ownMeasuringArguments,
};

interface ChoiceArguments {
  readonly statistic?: MetricQuestion['statistic'] | null;
  readonly unit?: MetricQuestion['unit'] | null;
  readonly start?: MetricQuestion['start'] | null;
}

interface MeasuringArguments extends ChoiceArguments {
  readonly period?: { readonly from: string; readonly to: string } | null;
  readonly bucket?: MetricQuestion['bucket'] | null;
  readonly clock: MetricQuestion['clock'];
  readonly cohort: MetricQuestion['cohort'];
  readonly includeSubTeams?: boolean | null;
}

/** What the arguments ask; whatever is not given the service chooses. */
export function measuringOf(asked: MeasuringArguments): MetricQuestion {
  return {
    ...choiceOf(asked),
    window: windowOf(asked),
    bucket: asked.bucket ?? undefined,
    clock: asked.clock,
    cohort: asked.cohort,
    isWithSubTeams: asked.includeSubTeams ?? undefined,
    mayBeKept: false,
  };
}

export function windowOf({
  period,
}: Pick<MeasuringArguments, 'period'>): MetricQuestion['window'] {
  return period ? { from: period.from, to: period.to } : {};
}

export function choiceOf(asked: ChoiceArguments): MeasuredAs {
  return {
    statistic: asked.statistic ?? undefined,
    unit: asked.unit ?? undefined,
    start: asked.start ?? undefined,
  };
}
