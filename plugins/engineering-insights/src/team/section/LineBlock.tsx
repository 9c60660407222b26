import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { MetricLine } from '../../series/MetricLine';
import type { MetricLineProps } from '../../series/MetricLine';
import { MetricBlock } from './MetricBlock';
import type { SectionNumbers } from './SectionNumbers';
import { CHART_HEIGHT } from './chartHeight';

export interface LineBlockProps
  extends Pick<MetricLineProps, 'title' | 'subtitle' | 'yLabel' | 'divisor'> {
  readonly numbers: SectionNumbers;
  readonly metricId: string;
  readonly height?: number;
  /** The answer in one sentence; made from the series where absent. */
  readonly textOf?: (metric: MetricAnswer) => string | undefined;
}

/** The course of one metric of a section, or why it is not known. */
export function LineBlock({
  numbers,
  metricId,
  height = CHART_HEIGHT,
  textOf,
  ...words
}: LineBlockProps) {
  return (
    <MetricBlock
      numbers={numbers}
      metricId={metricId}
      title={words.title}
      subtitle={words.subtitle}
    >
      {({ metric, definition, caveat }) => (
        <MetricLine
          {...words}
          metric={metric}
          definition={definition}
          bucket={numbers.answer.window.bucket}
          text={textOf?.(metric)}
          note={caveat}
          height={height}
          isBusy={numbers.isBusy}
        />
      )}
    </MetricBlock>
  );
}
