import type { ExplainAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

/** That a chart of single records has only the first of them; absent where it has all. */
export function truncatedText(
  { nextCursor, records }: ExplainAnswer,
  { t, count }: Pick<Formats, 't' | 'count'>,
): string | undefined {
  return nextCursor === undefined
    ? undefined
    : t('team.chart.truncated', { amount: count(records.length) });
}
