import {
  BoxPlot,
  ChartFrame,
  numberOf,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { BoxValues } from '@sei-platform/plugin-engineering-insights-react';
import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { MetricBlock } from '../section/MetricBlock';
import type { KnownMetric } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';

const HEIGHT = 180;
const PERCENTILES = ['p10', 'p25', 'p50', 'p75', 'p90'] as const;

/** How reviews are spread over reviewers; undefined where only part of it is told. */
function boxOf({ value, details }: MetricAnswer): BoxValues | undefined {
  const { p10, p25, p75, p90 } = details;
  const p50 = numberOf(value);
  return [p10, p25, p50, p75, p90].every(number => number !== undefined)
    ? { p10, p25, p50: p50!, p75, p90 }
    : undefined;
}

function Chart({
  known: { metric, caveat },
  isBusy,
}: {
  readonly known: KnownMetric;
  readonly isBusy: boolean;
}) {
  const { t, count, value } = useFormats();
  const box = boxOf(metric);
  const number = (amount: number) => value('count', amount);
  return (
    <ChartFrame
      title={t('team.reviewLoad.title')}
      subtitle={t('team.reviewLoad.subtitle')}
      text={
        box
          ? t('team.reviewLoad.text', {
              p50: number(box.p50),
              p90: number(box.p90),
            })
          : ''
      }
      note={caveat}
      height={HEIGHT}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('team.reviewLoad.columnShare'), isNumber: true },
          { label: t('team.reviewLoad.columnReviews'), isNumber: true },
        ],
        rows: box
          ? PERCENTILES.map(percentile => ({
              id: percentile,
              cells: [
                count(Number(percentile.slice(1))),
                number(box[percentile]),
              ],
            }))
          : [],
      }}
    >
      <BoxPlot
        values={box}
        xLabel={t('team.reviewLoad.xAxis')}
        height={HEIGHT}
        format={number}
      />
    </ChartFrame>
  );
}

/** How reviewing is spread over those who review, without any single one. */
export function ReviewLoad({ numbers }: { readonly numbers: SectionNumbers }) {
  const { t } = useFormats();
  return (
    <MetricBlock
      numbers={numbers}
      metricId="collaboration.review-load"
      title={t('team.reviewLoad.title')}
      subtitle={t('team.reviewLoad.subtitle')}
    >
      {known => <Chart known={known} isBusy={numbers.isBusy} />}
    </MetricBlock>
  );
}
