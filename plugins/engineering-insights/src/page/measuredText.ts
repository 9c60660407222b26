import type {
  MeasuredAs,
  MetricAnswer,
  MetricDefinition,
  ObservationKind,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { otherwise } from './state/measuringState';

/** What is chosen otherwise than by default, in the fewest words: "p90, per pull request"; empty where nothing is. */
export function shortText(choice: MeasuredAs, t: Formats['t']): string {
  const { statistic, unit, start } = otherwise(choice);
  return [statistic, unit, start]
    .flatMap(option => (option ? t(`measuring.short.${option}`) : []))
    .join(', ');
}

/** From what to what change lead time goes: "commit to production". */
export function spanText(
  { unit = 'commit', start = 'authored' }: MeasuredAs = {},
  t: Formats['t'],
): string {
  return t(`measuring.span.${unit}.${start}`);
}

/** What a card's number is: "median, commit to production". */
export function statisticAndSpan(
  measuredAs: MeasuredAs | undefined,
  span: string,
  t: Formats['t'],
): string {
  return t('measuring.meaning', {
    statistic: t(`measuring.name.${measuredAs?.statistic ?? 'p50'}`),
    span,
  });
}

/** What each value is, where it is not what the definition says: "per pull request, merge to production". */
export function recordText(
  { unit, start }: MeasuredAs = {},
  t: Formats['t'],
): string | undefined {
  return unit || start
    ? [
        ...(unit ? [t(`measuring.short.${unit}`)] : []),
        spanText({ unit, start }, t),
      ].join(', ')
    : undefined;
}

/** How a number was measured otherwise than its definition says; undefined where it was not. */
export function measuredText(
  measuredAs: MeasuredAs | undefined,
  t: Formats['t'],
): string | undefined {
  return (
    measuredAs &&
    [
      t(`measuring.name.${measuredAs.statistic ?? 'p50'}`),
      recordText(measuredAs, t),
    ]
      .filter(Boolean)
      .join(', ')
  );
}

/** What one record of a number is. */
export function recordKindOf(
  { observationKind }: Pick<MetricDefinition, 'observationKind'>,
  measuredAs: MeasuredAs | undefined,
): ObservationKind {
  return measuredAs?.unit === 'pullRequest' ? 'pullRequest' : observationKind;
}

/** Statistics of the values of a metric by their names, its own value among them. */
export function statisticsOf({
  value,
  measuredAs,
  details,
}: MetricAnswer): Readonly<Record<string, number | undefined>> {
  return {
    ...details,
    ...('value' in value && { [measuredAs?.statistic ?? 'p50']: value.value }),
  };
}

/** What the page says of numbers that are measured otherwise, in sentences. */
export function measuredSentences(
  { statistic, unit, start }: MeasuredAs,
  t: Formats['t'],
): readonly string[] {
  return [
    ...(statistic && statistic !== 'p50'
      ? [t(`measuring.note.${statistic}`)]
      : []),
    ...(unit === 'pullRequest' ? [t('measuring.note.unit')] : []),
    ...(start && start !== 'authored' ? [t(`measuring.note.${start}`)] : []),
  ];
}
