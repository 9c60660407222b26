import type {
  Band,
  Bucket,
  Change,
  MeasuredAs,
  MetricWindow,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import type { LoadedMetric } from '../createLoaders';
import { costing } from '../limits/FieldCost';
import { builder } from './builder';
import { entityOf, EntityType } from './entityRef';
import {
  BandLevelEnum,
  BucketEnum,
  ChangeStartEnum,
  ChangeUnitEnum,
  StatisticEnum,
  VerdictEnum,
} from './enums';
import { MetricDefinitionType } from './metricDefinition';
import { MetricValueType, ReasonType } from './metricValue';
import { DateRange } from './period';

interface NamedNumber {
  readonly name: string;
  readonly value: number;
}

function numbersOf(
  record: Readonly<Record<string, number>>,
): readonly NamedNumber[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}

const NamedNumberType = builder
  .objectRef<NamedNumber>('NamedNumber')
  .implement({
    description: 'A number by its name.',
    fields: t => ({
      name: t.exposeString('name', { description: 'What it is.' }),
      value: t.exposeFloat('value', { description: 'How much.' }),
    }),
  });

const ChangeType = builder.objectRef<Change>('Change').implement({
  description: 'How a value differs from the one of the period before.',
  fields: t => ({
    verdict: t.expose('verdict', {
      type: VerdictEnum,
      description: 'Whether it is better, worse, or neither.',
    }),
    difference: t.float({
      nullable: true,
      description:
        'In the unit of the metric; null where the two cannot be compared.',
      resolve: change =>
        'difference' in change ? change.difference : undefined,
    }),
    reason: t.field({
      type: ReasonType,
      nullable: true,
      description: 'Why they cannot be compared.',
      resolve: change => ('reason' in change ? change.reason : undefined),
    }),
  }),
});

const BandType = builder.objectRef<Band>('Band').implement({
  description: 'Where a value stands on a published scale.',
  fields: t => ({
    level: t.expose('level', {
      type: BandLevelEnum,
      description: 'Which band.',
    }),
    set: t.exposeString('set', { description: 'Which scale: dora-2024.' }),
    year: t.exposeInt('year', { description: 'The year of the scale.' }),
  }),
});

const SeriesPointType = builder
  .objectRef<SeriesPoint>('SeriesPoint')
  .implement({
    description: 'The value of one day, week or month.',
    fields: t => ({
      from: t.expose('from', {
        type: 'Instant',
        description: 'Begin, counted.',
      }),
      to: t.expose('to', { type: 'Instant', description: 'End, not counted.' }),
      isCut: t.exposeBoolean('isCut', {
        description: 'The period or the data begins or ends inside it.',
      }),
      value: t.expose('value', {
        type: MetricValueType,
        description: 'By itself.',
      }),
      categories: t.field({
        type: [NamedNumberType],
        nullable: true,
        description:
          'Of a metric with categories, where the value is known: how many are in each.',
        resolve: ({ categories }) => categories && [...numbersOf(categories)],
      }),
    }),
  });

interface Share {
  readonly entityRef: string;
  readonly share: number;
}

const ContributorType = builder
  .objectRef<Share>('LargestContributor')
  .implement({
    description:
      'The service that more than half of the observations come from.',
    fields: t => ({
      entity: t.field({
        type: EntityType,
        nullable: true,
        description: 'Which one; null where the caller may not see it.',
        resolve: ({ entityRef }, _, { loaders }) =>
          loaders.entities.load(entityRef),
      }),
      share: t.exposeFloat('share', {
        description: 'How much of all is its, from 0 to 1.',
      }),
    }),
  });

const MeasuredAsType = builder.objectRef<MeasuredAs>('MeasuredAs').implement({
  description:
    'How a value was measured otherwise than its definition says; null is as it says.',
  fields: t => ({
    statistic: t.expose('statistic', {
      type: StatisticEnum,
      nullable: true,
      description: 'What the values come to.',
    }),
    unit: t.expose('unit', {
      type: ChangeUnitEnum,
      nullable: true,
      description: 'What is counted.',
    }),
    start: t.expose('start', {
      type: ChangeStartEnum,
      nullable: true,
      description: 'From when on time is counted.',
    }),
  }),
});

/** Weeks of half a year; there are seldom more. */
const SERIES_SIZE = 26;

export const MetricType = builder.objectRef<LoadedMetric>('Metric').implement({
  description: 'One metric of one entity in one period.',
  fields: t => ({
    id: t.id({
      description: 'Id of the metric: dora.change-lead-time.',
      resolve: ({ definition }) => definition.id,
    }),
    definition: t.expose('definition', {
      type: MetricDefinitionType,
      description: 'What it counts.',
    }),
    entity: t.field({
      type: EntityType,
      description: 'Of what it is.',
      resolve: ({ entityRef }, _, context) => entityOf(context, entityRef),
    }),
    period: t.field({
      type: DateRange,
      description: 'In which it is measured.',
      resolve: ({ window }): MetricWindow => window,
    }),
    measuredAs: t.field({
      type: MeasuredAsType,
      nullable: true,
      description:
        'Null: as the definition says. What is measured otherwise has no band.',
      resolve: ({ answer }) => answer.measuredAs,
    }),
    value: t.field({
      type: MetricValueType,
      description: 'In the period.',
      resolve: ({ answer }) => answer.value,
    }),
    previous: t.field({
      type: MetricValueType,
      nullable: true,
      description: 'In the period of the same length before.',
      resolve: ({ answer }) => answer.previous,
    }),
    change: t.field({
      type: ChangeType,
      nullable: true,
      description: 'How the two differ.',
      resolve: ({ answer }) => answer.change,
    }),
    band: t.field({
      type: BandType,
      nullable: true,
      description:
        'Of a single service with enough observations, where there is a published scale.',
      resolve: ({ answer }) => answer.band,
    }),
    bandCounts: t.field({
      type: [NamedNumberType],
      nullable: true,
      description:
        'Of a roll-up, which has no band: how many of its services are in each, or in none (unknown).',
      resolve: ({ answer }) =>
        answer.bandCounts && [...numbersOf(answer.bandCounts)],
    }),
    series: t.field({
      type: [SeriesPointType],
      description: 'By day, week or month; none of what people did.',
      extensions: costing({ size: SERIES_SIZE }),
      resolve: ({ answer }) => [...answer.series],
    }),
    bucket: t.field({
      type: BucketEnum,
      description: 'Into what the series divides the period.',
      resolve: ({ window }): Bucket => window.bucket,
    }),
    details: t.field({
      type: [NamedNumberType],
      description: 'What stands beside the value on its card.',
      resolve: ({ answer }) => [...numbersOf(answer.details)],
    }),
    categories: t.field({
      type: [NamedNumberType],
      nullable: true,
      description:
        'Of a metric with categories, where the value is known: how many are in each.',
      resolve: ({ answer }) =>
        answer.categories && [...numbersOf(answer.categories)],
    }),
    largestContributor: t.field({
      type: ContributorType,
      nullable: true,
      description: 'Of a roll-up that is mostly one service.',
      resolve: ({ answer }) => answer.largestContributor,
    }),
    calculatedAt: t.expose('calculatedAt', {
      type: 'Instant',
      description: 'When it was calculated.',
    }),
  }),
});
