import {
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText, categoryParts } from '../../series/categoryParts';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';

/** How many issues wait, are in progress and are done, over time. */
export function CumulativeFlow({
  numbers,
}: {
  readonly numbers: SectionNumbers;
}) {
  const formats = useFormats();
  const { t } = formats;
  const { statuses, muted } = useChartColors();
  const { bucket } = numbers.answer.window;
  const colorOf = (id: string) =>
    id in statuses ? statuses[id as keyof typeof statuses] : muted;
  const words = {
    title: t('team.cumulativeFlow.title'),
    subtitle: t('team.cumulativeFlow.subtitle', {
      bucket: t(`team.per.${bucket}`),
    }),
  };
  return (
    <MetricBlock
      numbers={numbers}
      metricId="planning.cumulative-flow"
      {...words}
    >
      {({ metric, definition, caveat }) => (
        <CategoryChart
          {...words}
          metric={metric}
          definition={definition}
          bucket={bucket}
          shape="areas"
          colorOf={colorOf}
          text={
            metric.categories
              ? t('team.cumulativeFlow.text', {
                  parts: categoriesText(
                    categoryParts(definition, metric, colorOf),
                    metric.categories,
                    formats,
                  ),
                })
              : ''
          }
          note={caveat}
          yLabel={t('team.cumulativeFlow.yAxis')}
          height={CHART_HEIGHT}
          isBusy={numbers.isBusy}
        />
      )}
    </MetricBlock>
  );
}
