import type { ExplainAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { createExplainAnswer } from '../__testUtils__';
import { englishFormats } from '../__testUtils__/englishFormats';
import { formulaText } from './formulaText';

const HOUR = 3600;
const formats = englishFormats();

function record(title: string, hours: number): ExplainAnswer['records'][0] {
  return {
    observationKey: title,
    observedAt: '2026-11-20T10:00:00.000Z',
    title,
    value: hours * HOUR,
  };
}

function textOf(
  metricId: string,
  value: number,
  formula: ExplainAnswer['formula'],
  measuredAs?: ExplainAnswer['measuredAs'],
): string {
  const answer: ExplainAnswer = {
    ...createExplainAnswer(metricId),
    measuredAs,
    value: { status: 'ok', value, sampleSize: 1, excluded: [] },
    formula,
  };
  return formulaText(answer, formats).replaceAll('\u00a0', ' ');
}

describe('formulaText', () => {
  it.each([
    [
      'dora.change-fail-rate',
      3 / 91,
      { numerator: 3, denominator: 91 },
      '3 failed of 91 rollouts that can be judged, which is 3 %.',
    ],
    [
      'dora.change-fail-rate',
      1,
      { numerator: 1, denominator: 1 },
      '1 failed of 1 rollout that can be judged, which is 100 %.',
    ],
    [
      'dora.deployment-rework-rate',
      4 / 1041,
      { numerator: 4, denominator: 1041 },
      'Unplanned fixes: 4 of 1,041 rollouts, which is 0.4 %.',
    ],
    [
      'dora.deployment-frequency',
      41 / 90,
      { count: 41, coveredDays: 90 },
      '41 successful rollouts in 90 days with data, which is 3.2 per week.',
    ],
    [
      'dora.deployment-frequency',
      136 / 180,
      { count: 136, coveredDays: 90, serviceCount: 2 },
      '136 successful rollouts of 2 services in 90 days with data, which is 5.3 per week for each.',
    ],
  ])('%s of %d: in its own words', (metricId, value, parameters, sentence) => {
    expect(textOf(metricId, value, { parameters })).toBe(sentence);
  });

  it.each([
    ['dora.change-lead-time', '143 changes'],
    ['dora.failed-deployment-recovery-time', '143 failed rollouts'],
    ['flow.pickup-time', '143 pull requests'],
  ])('%s: names the record in the middle of %s', (metricId, sample) => {
    expect(
      textOf(metricId, 28 * HOUR, {
        parameters: { rank: 72, sampleSize: 143 },
        atRank: [record('Read fees from the ledger (#819)', 28)],
      }),
    ).toBe(
      `Of ${sample}, the shortest first, number 72 is in the middle: 1 d 4 h for “Read fees from the ledger (#819)”.`,
    );
  });

  it('says between which two records the median of an even number lies', () => {
    expect(
      textOf('dora.change-lead-time', 27 * HOUR, {
        parameters: { rank: 2, sampleSize: 4 },
        atRank: [record('Round down', 26), record('Retry once', 28)],
      }),
    ).toBe(
      'Of 4 changes, the shortest first, two are in the middle, and the median is halfway between them: 1 d 2 h for “Round down”, and 1 d 4 h for “Retry once”.',
    );
  });

  it('has no middle to speak of where there is one record', () => {
    expect(
      textOf('dora.change-lead-time', HOUR, {
        parameters: { rank: 1, sampleSize: 1 },
        atRank: [record('Round down', 1)],
      }),
    ).toBe('There is 1 change: 1 h for “Round down”.');
  });

  it('says between which two records another percentile lies, and of what', () => {
    expect(
      textOf(
        'dora.change-lead-time',
        27 * HOUR,
        {
          parameters: { rank: 3, sampleSize: 4 },
          atRank: [record('Round down', 24), record('Retry once', 30)],
        },
        { statistic: 'p90', unit: 'pullRequest' },
      ),
    ).toBe(
      'Of 4 pull requests, the shortest first, the 90th percentile lies between number 3 and the next: 1 d for “Round down”, and 1 d 6 h for “Retry once”.',
    );
  });

  it('names the record that another percentile is the value of', () => {
    expect(
      textOf(
        'dora.change-lead-time',
        27 * HOUR,
        {
          parameters: { rank: 4, sampleSize: 5 },
          atRank: [record('Round down', 24)],
        },
        { statistic: 'p75' },
      ),
    ).toBe(
      'Of 5 changes, the shortest first, number 4 is at the 75th percentile: 1 d for “Round down”.',
    );
  });

  it('says that a mean is of all records', () => {
    expect(
      textOf(
        'dora.failed-deployment-recovery-time',
        HOUR,
        { parameters: { sampleSize: 4 } },
        { statistic: 'mean' },
      ),
    ).toBe(
      'It is the mean of 4 failed rollouts: all their values together, divided by how many they are.',
    );
  });

  it('says nothing where there is no number', () => {
    expect(
      formulaText(
        {
          ...createExplainAnswer('dora.change-fail-rate'),
          value: {
            status: 'noData',
            reason: { code: 'noDataInWindow', parameters: {} },
            excluded: [],
          },
          formula: { parameters: {} },
        },
        formats,
      ),
    ).toBe('');
  });
});
