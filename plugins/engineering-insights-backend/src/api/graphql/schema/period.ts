import type { MetricWindow } from '@sei-platform/plugin-engineering-insights-common';
import { builder } from './builder';

export const DateRangeInput = builder.inputType('DateRangeInput', {
  description:
    'A period, half-open: `from` counts, `to` does not. It may have 1,100 days at most.',
  fields: t => ({
    from: t.field({
      type: 'DateOrInstant',
      required: true,
      description: 'Begin, counted.',
    }),
    to: t.field({
      type: 'DateOrInstant',
      required: true,
      description: 'End, not counted.',
    }),
  }),
});

const milliseconds = ({ from, to }: MetricWindow) =>
  Date.parse(to) - Date.parse(from);

const MILLISECONDS_PER_DAY = 86_400_000;

export const DateRange = builder
  .objectRef<MetricWindow>('DateRange')
  .implement({
    description: 'A period, half-open: `from` counts, `to` does not.',
    fields: t => ({
      from: t.expose('from', {
        type: 'Instant',
        description: 'Begin, counted.',
      }),
      to: t.expose('to', { type: 'Instant', description: 'End, not counted.' }),
      days: t.int({
        description: 'Days, the last one counted whole.',
        resolve: window =>
          Math.ceil(milliseconds(window) / MILLISECONDS_PER_DAY),
      }),
    }),
  });
