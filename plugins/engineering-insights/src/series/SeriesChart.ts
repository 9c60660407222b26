import type {
  Bucket,
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';

/** What a chart of one metric over time is drawn from, and the words around it. */
export interface SeriesChartProps {
  readonly metric: MetricAnswer;
  readonly definition: MetricDefinition;
  readonly bucket: Bucket;
  /** The question that the chart answers. */
  readonly title: string;
  /** The unit and the clock. */
  readonly subtitle: string;
  /** The answer in one sentence; made from the series where absent. */
  readonly text?: string;
  /** What is to be known about the numbers. */
  readonly note?: string;
  readonly yLabel: string;
  readonly height: number;
  readonly isBusy: boolean;
}
