import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import { builder } from './builder';
import {
  AggregateEnum,
  ChangeStartEnum,
  ChangeUnitEnum,
  DirectionEnum,
  Unit,
} from './enums';

const MeasuresType = builder
  .objectRef<NonNullable<MetricDefinition['measures']>>('Measures')
  .implement({
    description:
      'What a reader may have counted, as the definition says first.',
    fields: t => ({
      units: t.field({
        type: [ChangeUnitEnum],
        description: 'What may be counted.',
        resolve: ({ units }) => [...units],
      }),
      starts: t.field({
        type: [ChangeStartEnum],
        description: 'From when on time may be counted.',
        resolve: ({ starts }) => [...starts],
      }),
    }),
  });

export const MetricDefinitionType = builder
  .objectRef<MetricDefinition>('MetricDefinition')
  .implement({
    description: 'What a metric counts.',
    fields: t => ({
      id: t.exposeID('id', { description: 'dora.change-lead-time.' }),
      version: t.exposeInt('version', {
        description: 'Higher where the same facts give another number.',
      }),
      title: t.exposeString('title', { description: 'As it is shown.' }),
      summary: t.exposeString('summary', { description: 'One sentence.' }),
      formula: t.exposeString('formula', {
        description: 'How it is calculated, in words.',
      }),
      unit: t.expose('unit', {
        type: Unit,
        description: 'In what its values are told.',
      }),
      direction: t.expose('direction', {
        type: DirectionEnum,
        description: 'Which way is better.',
      }),
      aggregate: t.expose('aggregate', {
        type: AggregateEnum,
        description: 'How observations become one number.',
      }),
      minimumSample: t.exposeInt('minimumSample', {
        description:
          'With fewer observations there is no band and no comparison.',
      }),
      measures: t.expose('measures', {
        type: MeasuresType,
        nullable: true,
        description: 'Null where nothing but its definition may be counted.',
      }),
      isPersonDerived: t.exposeBoolean('isPersonDerived', {
        description:
          'It is made of what people did, and told of enough people only.',
      }),
      blindSpots: t.stringList({
        description: 'What it cannot see, each a sentence.',
        resolve: ({ blindSpots }) => [...blindSpots],
      }),
    }),
  });
