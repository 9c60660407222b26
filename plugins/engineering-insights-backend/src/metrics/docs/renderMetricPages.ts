import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { renderMetricPage } from './renderMetricPage';

/** Every page of `docs/metrics` by its file name. */
export function renderMetricPages(
  metrics: readonly Metric[],
): ReadonlyMap<string, string> {
  const index = [
    '# Metrics',
    '',
    'One page per metric, made from its definition; its examples run as tests.',
    '',
    '| Metric | Id | What it says |',
    '| --- | --- | --- |',
    ...metrics.map(
      ({ definition: { id, title, summary } }) =>
        `| [${title}](${id}.md) | \`${id}\` | ${summary} |`,
    ),
  ];
  return new Map([
    ['index.md', `${index.join('\n')}\n`],
    ...metrics.map(
      metric =>
        [`${metric.definition.id}.md`, renderMetricPage(metric)] as const,
    ),
  ]);
}
