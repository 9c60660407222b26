import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import type { KnownValue } from '../../cards/caveatOf';
import { contributorText } from '../../cards/contributorText';
import { spanText, statisticAndSpan } from '../../page/measuredText';
import { leftOutText } from '../../cards/leftOutText';

export const THROUGHPUT_METRICS = [
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
] as const;
export const INSTABILITY_METRICS = [
  'dora.change-fail-rate',
  'dora.deployment-rework-rate',
] as const;
export const DORA_METRICS = [
  ...THROUGHPUT_METRICS,
  ...INSTABILITY_METRICS,
] as const;
export type DoraMetricId = (typeof DORA_METRICS)[number];

export interface CardTexts {
  /** What the number is: "median, commit to production". */
  readonly meaning: string;
  /** What it is made of: "143 changes, 12 left out". */
  readonly footer: string;
  /** Of a roll-up, whose number it mostly is: "mostly ledger (62 %)". */
  readonly contributor?: string;
}

interface CardInput {
  readonly answer: MetricAnswer;
  readonly value: KnownValue;
  readonly formats: Formats;
}

function deployments({ formats }: CardInput, count: number): string {
  return formats.t('dora.cards.deployments', formats.counted(count));
}

function leadTime({ answer, value, formats }: CardInput): CardTexts {
  const { measuredAs } = answer;
  const included = formats.t(
    measuredAs?.unit === 'pullRequest'
      ? 'dora.explain.records.pullRequest'
      : 'dora.cards.changes',
    formats.counted(value.sampleSize),
  );
  return {
    meaning: statisticAndSpan(
      measuredAs,
      spanText(measuredAs, formats.t),
      formats.t,
    ),
    footer: leftOutText(included, value, formats),
  };
}

function frequency(input: CardInput): CardTexts {
  const { answer, value, formats } = input;
  const activeDays = answer.details.medianActiveDaysPerWeek;
  const total = deployments(input, value.sampleSize);
  const { serviceCount = 1, totalPerDay } = answer.details;
  if (serviceCount > 1 && totalPerDay !== undefined) {
    return {
      meaning: formats.t('dora.cards.frequencyEachMeaning', {
        total: formats.value('perDay', totalPerDay),
      }),
      footer: formats.t('dora.cards.frequencyServices', {
        deployments: total,
        amount: formats.count(serviceCount),
      }),
    };
  }
  return {
    meaning: formats.t('dora.cards.frequencyMeaning'),
    footer:
      activeDays === undefined
        ? total
        : formats.t('dora.cards.activeDays', {
            deployments: total,
            count: activeDays,
            // A median may lie between two whole days.
            amount: formats.value('count', activeDays),
          }),
  };
}

function recovery({ answer, value, formats }: CardInput): CardTexts {
  const open = answer.details.openCount ?? 0;
  const amount = formats.count(value.sampleSize);
  return {
    meaning: statisticAndSpan(
      answer.measuredAs,
      formats.t('dora.cards.recoverySpan'),
      formats.t,
    ),
    footer:
      open > 0
        ? formats.t('dora.cards.recoveredOpen', {
            amount,
            open: formats.count(open),
          })
        : formats.t('dora.cards.recovered', { amount }),
  };
}

function failRate(input: CardInput): CardTexts {
  const { answer, value, formats } = input;
  const tooRecent = answer.details.tooRecentCount ?? 0;
  return {
    meaning: formats.t('dora.cards.failRateMeaning', {
      numerator: formats.count(value.numerator ?? 0),
      ...formats.counted(value.sampleSize),
    }),
    footer:
      tooRecent > 0
        ? formats.t('dora.cards.tooRecent', {
            amount: formats.count(tooRecent),
          })
        : deployments(input, value.sampleSize),
  };
}

function rework(input: CardInput): CardTexts {
  const { value, formats } = input;
  return {
    meaning: formats.t('dora.cards.reworkMeaning', {
      numerator: formats.count(value.numerator ?? 0),
      ...formats.counted(value.sampleSize),
    }),
    footer: deployments(input, value.sampleSize),
  };
}

const TEXTS: Readonly<Record<DoraMetricId, (input: CardInput) => CardTexts>> = {
  'dora.change-lead-time': leadTime,
  'dora.deployment-frequency': frequency,
  'dora.failed-deployment-recovery-time': recovery,
  'dora.change-fail-rate': failRate,
  'dora.deployment-rework-rate': rework,
};

/** The small words of a card; a number that people corrected says so instead of its footer. */
export function cardTexts(metricId: DoraMetricId, input: CardInput): CardTexts {
  const texts = {
    ...TEXTS[metricId](input),
    contributor: contributorText(input.answer, input.formats),
  };
  const corrected = correctedText(input.answer, input.formats);
  return corrected ? { ...texts, footer: corrected } : texts;
}

/** How many corrections by hand bear on the number; undefined where none does. */
export function correctedText(
  answer: MetricAnswer,
  { t, count }: Formats,
): string | undefined {
  const corrected = answer.details.correctedCount ?? 0;
  return corrected > 0
    ? t('dora.cards.corrected', { amount: count(corrected) })
    : undefined;
}
