import type {
  Exclusion,
  MetricValue,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import { builder } from './builder';
import { ExclusionCodeEnum, MetricStatus, ReasonCodeEnum } from './enums';

interface NamedTexts {
  readonly name: string;
  readonly values: readonly string[];
}

const ReasonParameter = builder
  .objectRef<NamedTexts>('ReasonParameter')
  .implement({
    description: 'What the sentence of a reason needs.',
    fields: t => ({
      name: t.exposeString('name', { description: 'How it is called.' }),
      values: t.stringList({
        description: 'One text, or those of a list; instants as ISO 8601.',
        resolve: ({ values }) => [...values],
      }),
    }),
  });

export const ReasonType = builder.objectRef<Reason>('Reason').implement({
  description: 'Why there is no value, or what is to be known of it.',
  fields: t => ({
    code: t.expose('code', { type: ReasonCodeEnum, description: 'Why.' }),
    parameters: t.field({
      type: [ReasonParameter],
      description: 'Counts, names, instants and examples.',
      resolve: ({ parameters }) =>
        Object.entries(parameters).map(([name, value]) => ({
          name,
          values: [value].flat().map(String),
        })),
    }),
  }),
});

const ExclusionType = builder.objectRef<Exclusion>('Exclusion').implement({
  description: 'How many records are left out for one reason.',
  fields: t => ({
    code: t.expose('code', { type: ExclusionCodeEnum, description: 'Why.' }),
    count: t.exposeInt('count', { description: 'How many.' }),
  }),
});

/** What only a known value has. */
function known(value: MetricValue) {
  return 'value' in value ? value : undefined;
}

export const MetricValueType = builder
  .objectRef<MetricValue>('MetricValue')
  .implement({
    description:
      'A number with what is to be known of it, or the reason why there is none. What is not known is null, never 0.',
    fields: t => ({
      status: t.expose('status', {
        type: MetricStatus,
        description: 'Whether there is a value, and what is to be known of it.',
      }),
      value: t.float({
        nullable: true,
        description:
          'In the unit of the metric; null where the status says that there is none.',
        resolve: value => known(value)?.value,
      }),
      sampleSize: t.int({
        nullable: true,
        description: 'How many observations the value is made of.',
        resolve: value => known(value)?.sampleSize,
      }),
      numerator: t.int({
        nullable: true,
        description: 'Of a share: how many of them count above the line.',
        resolve: value => known(value)?.numerator,
      }),
      coveredFrom: t.field({
        type: 'Instant',
        nullable: true,
        description:
          'The first instant that was collected, where the period begins before.',
        resolve: value => known(value)?.coveredFrom,
      }),
      reason: t.field({
        type: ReasonType,
        nullable: true,
        description: 'Always there where there is no value.',
        resolve: ({ reason }) => reason,
      }),
      excluded: t.field({
        type: [ExclusionType],
        description: 'What is left out of it, and why.',
        resolve: ({ excluded }) => [...excluded],
      }),
    }),
  });
