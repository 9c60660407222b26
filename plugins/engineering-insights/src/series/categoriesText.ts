import type {
  ChartPart,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';

/** What is in each part, in words: "Features 20, Defects 8", or as shares: "Features 71 %, Defects 29 %". */
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
