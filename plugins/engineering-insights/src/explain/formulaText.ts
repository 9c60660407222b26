import type {
  ExplainAnswer,
  ExplainRecord,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { recordKindOf } from '../page/measuredText';
import { metricValueText } from '../page/metricWords';

function amountOf(answer: ExplainAnswer, name: string): number {
  const amount = answer.formula.parameters[name];
  return typeof amount === 'number' ? amount : 0;
}

function valueText({ value, definition }: ExplainAnswer, formats: Formats) {
  return 'value' in value
    ? metricValueText(definition, value.value, formats)
    : '';
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
  const size = counted(amountOf(answer, 'count'));
  const numbers = {
    days: t(
      'dora.explain.formula.coveredDays',
      counted(amountOf(answer, 'coveredDays')),
    ),
    value: valueText(answer, formats),
    ...size,
  };
  if (answer.definition.observationKind !== 'rollout')
    return t('dora.explain.formula.perDay', {
      ...numbers,
      sample: recordsText(answer, size, formats),
    });
  return services > 1
    ? t('dora.explain.formula.frequencyServices', {
        services: count(services),
        ...numbers,
      })
    : t('dora.explain.formula.frequency', numbers);
}

type Counted = ReturnType<Formats['counted']>;

/** How many records of the metric's kind there are: "61 pull requests". */
function recordsText(
  { definition, measuredAs }: ExplainAnswer,
  size: Counted,
  { t }: Formats,
): string {
  return t(
    `dora.explain.records.${recordKindOf(definition, measuredAs)}`,
    size,
  );
}

function sampleText(answer: ExplainAnswer, formats: Formats) {
  const size = formats.counted(
    Number(answer.formula.parameters.sampleSize ?? 0),
  );
  // Of all rollouts it is over those that failed.
  return answer.definition.id === 'dora.failed-deployment-recovery-time'
    ? formats.t('dora.explain.formula.failures', size)
    : recordsText(answer, size, formats);
}

function statisticText(answer: ExplainAnswer, formats: Formats): string {
  const { t, value, count } = formats;
  const { statistic = 'p50' } = answer.measuredAs ?? {};
  const sample = sampleText(answer, formats);
  if (statistic === 'mean') return t('measuring.formula.mean', { sample });
  const recordText = ({ title, value: amount }: ExplainRecord) =>
    amount === undefined
      ? title
      : t('dora.explain.formula.record', {
          title,
          value: value(answer.definition.unit, amount),
        });
  const [first, second] = answer.formula.atRank ?? [];
  if (!first) return '';
  const order = t(
    answer.definition.unit === 'seconds'
      ? 'dora.explain.formula.shortestFirst'
      : 'dora.explain.formula.smallestFirst',
  );
  if (amountOf(answer, 'sampleSize') === 1)
    return t('dora.explain.formula.medianOfOne', {
      sample,
      record: recordText(first),
    });
  const numbers = {
    sample,
    order,
    rank: count(amountOf(answer, 'rank')),
    statistic: t(`measuring.name.${statistic}`),
  };
  if (second)
    return t(
      statistic === 'p50'
        ? 'dora.explain.formula.medianBetween'
        : 'measuring.formula.between',
      { ...numbers, first: recordText(first), second: recordText(second) },
    );
  return t(
    statistic === 'p50'
      ? 'dora.explain.formula.median'
      : 'measuring.formula.at',
    { ...numbers, record: recordText(first) },
  );
}

/** The numbers in the formula, as a sentence in the metric's own words; empty where there is no number. */
export function formulaText(answer: ExplainAnswer, formats: Formats): string {
  if (!('value' in answer.value)) return '';
  switch (answer.definition.aggregate) {
    case 'ratio':
      return ratioText(answer, formats);
    case 'perDay':
      return frequencyText(answer, formats);
    case 'perServiceDay':
      return frequencyText(answer, formats);
    case 'quantile':
      return statisticText(answer, formats);
    case 'count':
      return formats.t(
        'dora.explain.formula.count',
        formats.counted(amountOf(answer, 'count')),
      );
    default:
      // Over people: what each of them has is told nowhere.
      return '';
  }
}
