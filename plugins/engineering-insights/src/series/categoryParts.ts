import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ChartColors,
  ChartPart,
} from '@sei-platform/plugin-engineering-insights-react';

type Counts = Readonly<Record<string, number>>;

/** A part of a chart, and the categories that are in it. */
export interface CategoryPart extends ChartPart {
  readonly categoryIds: readonly string[];
}

/** The colours that have these ids, if a palette is made for them. */
function paletteFor(
  ids: readonly string[],
  { severities, workMix, statuses }: ChartColors,
): Readonly<Record<string, string>> | undefined {
  const palettes: readonly Readonly<Record<string, string>>[] = [
    severities,
    workMix,
    statuses,
  ];
  return palettes.find(palette => ids.every(id => id in palette));
}

function countIn({ categoryIds }: CategoryPart, counts: Counts): number {
  return categoryIds.reduce((sum, id) => sum + (counts[id] ?? 0), 0);
}

/**
 * The parts of a metric that anything is in, in the order in which they are shown, each in a colour of its own, which
 * does not depend on what else is there. What is more than there are colours is one part together.
 */
export function categoryParts(options: {
  readonly definition: Pick<MetricDefinition, 'categories'>;
  readonly metric: Pick<MetricAnswer, 'series' | 'categories'>;
  readonly colors: ChartColors;
  readonly othersLabel: string;
}): readonly CategoryPart[] {
  const { colors, metric, othersLabel } = options;
  const { categories = [] } = options.definition;
  const palette = paletteFor(
    categories.map(({ id }) => id),
    colors,
  );
  const own = palette ? categories : categories.slice(0, colors.lines.length);
  const others = categories.slice(own.length);
  const parts: readonly CategoryPart[] = [
    ...own.map(({ id, title }, index) => ({
      id,
      label: title,
      color: palette?.[id] ?? colors.lines[index],
      categoryIds: [id],
    })),
    {
      id: '',
      label: othersLabel,
      color: colors.muted,
      categoryIds: others.map(({ id }) => id),
    },
  ];
  const counts = [metric, ...metric.series].flatMap(point =>
    point.categories ? [point.categories] : [],
  );
  return parts.filter(part => counts.some(each => countIn(part, each) > 0));
}

/** How many records are in each part; undefined where it is not known. */
export function valuesInParts(
  counts: Counts | undefined,
  parts: readonly CategoryPart[],
): Counts | undefined {
  return (
    counts &&
    Object.fromEntries(parts.map(part => [part.id, countIn(part, counts)]))
  );
}
