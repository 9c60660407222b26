import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText } from '../../series/categoriesText';
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
  const { bucket } = numbers.answer.window;
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
          describe={parts =>
            metric.categories
              ? t('team.cumulativeFlow.text', {
                  parts: categoriesText(parts, metric.categories, formats),
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
