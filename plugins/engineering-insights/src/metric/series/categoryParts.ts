import type {
  Category,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  ChartColors,
  ChartPart,
} from '@sei-platform/plugin-engineering-insights-react';

/** A part of a column, and the categories that are in it. */
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

/** The parts of a metric's columns, each in a colour of its own; what is more than there are colours is one part together. */
export function categoryParts(
  categories: readonly Category[],
  colors: ChartColors,
  othersLabel: string,
): readonly CategoryPart[] {
  const palette = paletteFor(
    categories.map(({ id }) => id),
    colors,
  );
  const own = palette ? categories : categories.slice(0, colors.lines.length);
  const others = categories.slice(own.length);
  return [
    ...own.map(({ id, title }, index) => ({
      id,
      label: title,
      color: palette?.[id] ?? colors.lines[index],
      categoryIds: [id],
    })),
    ...(others.length > 0
      ? [
          {
            id: '',
            label: othersLabel,
            color: colors.muted,
            categoryIds: others.map(({ id }) => id),
          },
        ]
      : []),
  ];
}

/** How many records a period has in each part; undefined where it is not known. */
export function valuesInParts(
  { categories }: Pick<SeriesPoint, 'categories'>,
  parts: readonly CategoryPart[],
): Readonly<Record<string, number>> | undefined {
  return (
    categories &&
    Object.fromEntries(
      parts.map(({ id, categoryIds }) => [
        id,
        categoryIds.reduce((sum, each) => sum + (categories[each] ?? 0), 0),
      ]),
    )
  );
}
