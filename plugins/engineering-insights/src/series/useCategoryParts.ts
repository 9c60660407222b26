import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { categoryParts } from './categoryParts';
import type { CategoryPart } from './categoryParts';

/** The parts of a metric in the colours and the language of the reader. */
export function useCategoryParts(
  definition: Pick<MetricDefinition, 'categories'>,
  metric: Pick<MetricAnswer, 'series' | 'categories'>,
): readonly CategoryPart[] {
  const { t } = useFormats();
  const colors = useChartColors();
  return categoryParts({
    definition,
    metric,
    colors,
    othersLabel: t('chart.otherParts'),
  });
}
