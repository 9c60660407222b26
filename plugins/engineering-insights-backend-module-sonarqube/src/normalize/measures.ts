import type { JsonValue } from '@backstage/types';
import type { QualityMeasureFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { instantSchema } from '../instants';

const itemSchema = z.object({
  analysedAt: instantSchema,
  /** Numbers as SonarQube writes them: `81.2`. */
  measures: z.record(z.string(), z.string().regex(/^-?\d+(\.\d+)?$/)),
});

/** Makes a measure of each number of an analysis. */
export function normalizeMeasures(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ analysedAt, measures }) => {
    const facts = Object.entries(measures).map(
      ([measure, value]): QualityMeasureFact => ({
        kind: 'qualityMeasure',
        externalId: `${analysedAt} ${measure}`,
        sourceUpdatedAt: analysedAt,
        measure,
        value: Number(value),
        measuredAt: analysedAt,
      }),
    );
    if (facts.length === 0)
      return { result: 'ignored', reason: 'the analysis measured nothing' };
    return { result: 'ok', facts };
  });
}
