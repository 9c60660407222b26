import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

export interface RefreshedQuery {
  readonly error: Error | null;
  readonly dataUpdatedAt: number;
}

/** That a refresh failed and what is shown was read earlier; absent where it did not fail. */
export function olderAnswerText(
  { error, dataUpdatedAt }: RefreshedQuery,
  {
    t,
    ago,
    what = t('dora.what.metrics'),
  }: Pick<Formats, 't' | 'ago'> & { readonly what?: string },
): string | undefined {
  if (!error) return undefined;
  return t('kit.showingOlder', {
    what,
    status: isProblemError(error) ? String(error.problem.status) : error.name,
    ago: ago(new Date(dataUpdatedAt).toISOString()),
  });
}
