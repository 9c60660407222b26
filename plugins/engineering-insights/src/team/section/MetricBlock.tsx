import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  numberOf,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { caveatOf } from '../../cards/caveatOf';
import { ReasonBlock } from './ReasonBlock';
import { metricOf } from './SectionNumbers';
import type { SectionNumbers } from './SectionNumbers';

/** A metric of which something is known. */
export interface KnownMetric {
  readonly metric: MetricAnswer;
  readonly definition: MetricDefinition;
  /** What is to be known about its value: "from 3 Oct only". */
  readonly caveat?: string;
}

export interface MetricBlockProps {
  readonly numbers: SectionNumbers;
  readonly metricId: string;
  readonly title: string;
  readonly subtitle: string;
  readonly children: (known: KnownMetric) => ReactNode;
}

/** A chart of one metric, or in its place why nothing is known; absent where the backend has no such metric. */
export function MetricBlock({
  numbers,
  metricId,
  title,
  subtitle,
  children,
}: MetricBlockProps) {
  const formats = useFormats();
  const found = metricOf(numbers, metricId);
  if (!found) return null;
  const { metric, definition } = found;
  const { days } = numbers.answer.window;
  const isKnown = [metric?.value, ...(metric?.series ?? []).map(p => p.value)]
    .map(numberOf)
    .some(value => value !== undefined);
  if (!metric || !isKnown)
    return (
      <ReasonBlock
        title={title}
        subtitle={subtitle}
        reason={metric?.value.reason}
        days={days}
      />
    );
  const caveat =
    'value' in metric.value
      ? caveatOf({ value: metric.value, definition, days, formats })
      : undefined;
  return <>{children({ metric, definition, caveat })}</>;
}
