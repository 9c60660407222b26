import {
  englishValue,
  type MetricAnswer,
  type MetricDefinition,
  type MetricUnit,
  type MetricValue,
  type Reason,
} from '@sei-platform/plugin-engineering-insights-common';

function tellReason({ code, parameters }: Reason) {
  return {
    code,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        typeof value === 'object' ? [...value] : value,
      ]),
    ),
  };
}

export function tellExclusions(excluded: MetricValue['excluded']) {
  return excluded.map(({ code, count }) => ({ code, count }));
}

/** A value for machines and, as a text, for people. */
export function tellValue(unit: MetricUnit, value: MetricValue) {
  const { status, reason } = value;
  return {
    status,
    ...('value' in value
      ? {
          value: value.value,
          text: englishValue(unit, value.value),
          sampleSize: value.sampleSize,
          ...(value.coveredFrom && { coveredFrom: value.coveredFrom }),
        }
      : { text: 'not known' }),
    ...(reason && { reason: tellReason(reason) }),
    excluded: tellExclusions(value.excluded),
  };
}

/** A metric as an agent needs it to speak of it: the number, what it means, and where it is shown. */
export function tellMetric(options: {
  readonly definition: MetricDefinition;
  readonly answer: MetricAnswer;
  readonly link: string;
}) {
  const { definition, answer, link } = options;
  const { id, title, summary, unit, direction } = definition;
  const { value, previous, change, band } = answer;
  return {
    metricId: id,
    title,
    summary,
    unit,
    direction,
    value: tellValue(unit, value),
    ...(previous && { previous: tellValue(unit, previous) }),
    ...(change && {
      change: {
        verdict: change.verdict,
        ...('difference' in change && { difference: change.difference }),
      },
    }),
    ...(band && {
      band: { level: band.level, set: band.set, year: band.year },
    }),
    link,
  };
}
