import {
  STREAM_STATES,
  type SourceBudget,
  type SourceSummary,
  type StreamState,
} from '@sei-platform/plugin-engineering-insights-common';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';

/** States that someone should look at. */
export const BAD_STATES: readonly StreamState[] = [
  'failing',
  'refused',
  'stale',
];

export function streamCountOf({ streamCounts }: SourceSummary): number {
  return STREAM_STATES.reduce((sum, state) => sum + streamCounts[state], 0);
}

/** Errors that differ, of streams and of what else is asked of the source. */
export function errorCountOf({ errors, tasks }: SourceSummary): number {
  return errors.length + tasks.filter(({ lastError }) => lastError).length;
}

/** The states that streams are in, those that need someone first: "failing: 3, current: 40". */
export function statesText(
  source: SourceSummary,
  { t, count }: PagesFormats,
): string {
  const total = streamCountOf(source);
  if (total === 0) return t('sources.noStreams');
  if (source.streamCounts.current === total) return t('sources.allCurrent');
  return STREAM_STATES.filter(state => source.streamCounts[state] > 0)
    .map(state =>
      t('sources.stateCount', {
        state: t(`sources.states.${state}`),
        amount: count(source.streamCounts[state]),
      }),
    )
    .join(', ');
}

export function secondsSince(iso: string, asOf: string): number {
  return Math.max(0, (Date.parse(asOf) - Date.parse(iso)) / 1_000);
}

/** Whether what is left of a budget is known: its period has not ended. */
export function isBudgetKnown(budget: SourceBudget, asOf: string): boolean {
  return budget.resetsAt > asOf;
}

/** The budget of which the smallest share is left; of those whose period ended that is not known. */
export function lowestBudget(
  { budgets }: SourceSummary,
  asOf: string,
): SourceBudget | undefined {
  return budgets
    .filter(budget => isBudgetKnown(budget, asOf))
    .sort((a, b) => a.remaining / a.limit - b.remaining / b.limit)
    .at(0);
}

export function budgetText(
  source: SourceSummary,
  asOf: string,
  { t, count }: PagesFormats,
): string {
  const lowest = lowestBudget(source, asOf);
  return lowest
    ? t('sources.budgetLowest', {
        amount: count(lowest.remaining),
        limit: count(lowest.limit),
      })
    : t('sources.budgetUnknownShort');
}

export function webhooksText(
  { webhooks }: SourceSummary,
  { t, count }: PagesFormats,
): string {
  if (!webhooks?.isOpen) return t('sources.webhooksOffShort');
  return [
    t('sources.webhooksShort', { amount: count(webhooks.storedCount) }),
    ...(webhooks.failedCount > 0
      ? [t('sources.webhooksTrouble', { amount: count(webhooks.failedCount) })]
      : []),
  ].join(', ');
}
