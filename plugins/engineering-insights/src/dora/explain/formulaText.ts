import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

function amountOf(answer: ExplainAnswer, name: string): number {
  const amount = answer.formula.parameters[name];
  return typeof amount === 'number' ? amount : 0;
}

function valueText({ value, definition }: ExplainAnswer, formats: Formats) {
  return 'value' in value ? formats.value(definition.unit, value.value) : '';
}

function ratioText(answer: ExplainAnswer, formats: Formats): string {
  const { t, count, counted } = formats;
  const numbers = {
    numerator: count(amountOf(answer, 'numerator')),
    value: valueText(answer, formats),
    ...counted(amountOf(answer, 'denominator')),
  };
  switch (answer.definition.id) {
    case 'dora.change-fail-rate':
      return t('dora.explain.formula.failRate', numbers);
    case 'dora.deployment-rework-rate':
      return t('dora.explain.formula.rework', numbers);
    default:
      return t('dora.explain.formula.ratio', numbers);
  }
}

function frequencyText(answer: ExplainAnswer, formats: Formats): string {
  const { t, count, counted } = formats;
  const services = amountOf(answer, 'serviceCount');
  const numbers = {
    days: t(
      'dora.explain.formula.coveredDays',
      counted(amountOf(answer, 'coveredDays')),
    ),
    value: valueText(answer, formats),
    ...counted(amountOf(answer, 'count')),
  };
  return services > 1
    ? t('dora.explain.formula.frequencyServices', {
        services: count(services),
        ...numbers,
      })
    : t('dora.explain.formula.frequency', numbers);
}

function sampleText({ definition, formula }: ExplainAnswer, formats: Formats) {
  const { t, counted } = formats;
  const size = counted(Number(formula.parameters.sampleSize ?? 0));
  switch (definition.observationKind) {
    case 'change':
      return t('dora.explain.formula.changes', size);
    case 'rollout':
      return t('dora.explain.formula.failures', size);
    default:
      return t('dora.explain.formula.pullRequests', size);
  }
}

function medianText(answer: ExplainAnswer, formats: Formats): string {
  const { t, value, count } = formats;
  const recordText = ({ title, value: amount }: ExplainRecord) =>
    amount === undefined
      ? title
      : t('dora.explain.formula.record', {
          title,
          value: value(answer.definition.unit, amount),
        });
  const [first, second] = answer.formula.atRank ?? [];
  const sample = sampleText(answer, formats);
  if (!first) return '';
  if (second)
    return t('dora.explain.formula.medianBetween', {
      sample,
      first: recordText(first),
      second: recordText(second),
    });
  return amountOf(answer, 'sampleSize') === 1
    ? t('dora.explain.formula.medianOfOne', {
        sample,
        record: recordText(first),
      })
    : t('dora.explain.formula.median', {
        sample,
        rank: count(amountOf(answer, 'rank')),
        record: recordText(first),
      });
}

/** The numbers in the formula, as a sentence in the metric's own words; empty where there is no number. */
export function formulaText(answer: ExplainAnswer, formats: Formats): string {
  if (!('value' in answer.value)) return '';
  switch (answer.definition.aggregate) {
    case 'ratio':
      return ratioText(answer, formats);
    case 'perDay':
      return frequencyText(answer, formats);
    case 'quantile':
      return medianText(answer, formats);
    default:
      return formats.t(
        'dora.explain.formula.count',
        formats.counted(amountOf(answer, 'count')),
      );
  }
}
