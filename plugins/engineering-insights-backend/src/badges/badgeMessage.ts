import {
  englishValue,
  type MetricUnit,
  type MetricValue,
} from '@sei-platform/plugin-engineering-insights-common';

/** What a badge says of a value: the number with its unit, and what is to be known about it. */
export function badgeMessage(
  unit: MetricUnit,
  value: MetricValue,
): { text: string; isKnown: boolean } {
  if (!('value' in value)) {
    return value.reason.code === 'noFailures'
      ? { text: 'no failures', isKnown: true }
      : { text: 'unknown', isKnown: false };
  }
  // In an image no line breaks.
  const text = englishValue(unit, value.value).replaceAll('\u00a0', ' ');
  switch (value.status) {
    case 'insufficientSample':
      return { text: `${text} (n = ${value.sampleSize})`, isKnown: true };
    case 'stale':
      return { text: `${text} (old data)`, isKnown: true };
    case 'partial':
      return { text: `${text} (part of the data)`, isKnown: true };
    default:
      return { text, isKnown: true };
  }
}
