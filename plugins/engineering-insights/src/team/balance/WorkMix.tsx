import {
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ChartColors } from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText, categoryParts } from '../../series/categoryParts';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';

/** Of two rows beside it. */
const HEIGHT = 460;

function workColor(id: string, { workMix }: ChartColors): string {
  // What was not planned is mostly incidents, whose colour it has.
  if (id === 'unplanned') return workMix.incident;
  return id in workMix ? workMix[id as keyof typeof workMix] : workMix.other;
}

/** What kinds of work are finished, week by week. */
export function WorkMix({ numbers }: { readonly numbers: SectionNumbers }) {
  const formats = useFormats();
  const { t } = formats;
  const colors = useChartColors();
  const colorOf = (id: string) => workColor(id, colors);
  const words = {
    title: t('team.workMix.title'),
    subtitle: t('team.workMix.subtitle'),
  };
  return (
    <MetricBlock numbers={numbers} metricId="planning.work-mix" {...words}>
      {({ metric, definition, caveat }) => (
        <CategoryChart
          {...words}
          metric={metric}
          definition={definition}
          bucket={numbers.answer.window.bucket}
          shape="shares"
          colorOf={colorOf}
          text={
            metric.categories
              ? t('team.workMix.text', {
                  parts: categoriesText(
                    categoryParts(definition, metric, colorOf),
                    metric.categories,
                    formats,
                    'share',
                  ),
                })
              : ''
          }
          note={caveat}
          yLabel={t('team.workMix.yAxis')}
          height={HEIGHT}
          isBusy={numbers.isBusy}
        />
      )}
    </MetricBlock>
  );
}
