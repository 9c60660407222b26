import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ChartPart,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';

/** The parts of a metric that anything is in, in the order in which they are shown. */
export function categoryParts(
  { categories = [] }: MetricDefinition,
  { series, categories: counts }: MetricAnswer,
  colorOf: (categoryId: string) => string,
): ChartPart[] {
  const isUsed = (id: string) =>
    [counts, ...series.map(point => point.categories)].some(
      parts => (parts?.[id] ?? 0) > 0,
    );
  return categories
    .filter(({ id }) => isUsed(id))
    .map(({ id, title }) => ({ id, label: title, color: colorOf(id) }));
}

/** What is in each part, in words: "Features 20 (50 %), Defects 8 (20 %)". */
export function categoriesText(
  parts: readonly ChartPart[],
  counts: Readonly<Record<string, number | undefined>>,
  { count, share }: Pick<Formats, 'count' | 'share'>,
  scale: 'count' | 'share' = 'count',
): string {
  const total = parts.reduce((sum, { id }) => sum + (counts[id] ?? 0), 0);
  return parts
    .filter(({ id }) => (counts[id] ?? 0) > 0)
    .map(({ id, label }) => {
      const amount = counts[id] ?? 0;
      return `${label} ${
        scale === 'share' ? share(amount / total) : count(amount)
      }`;
    })
    .join(', ');
}
