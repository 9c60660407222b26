import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText } from '../../series/categoriesText';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';

/** Of two rows beside it. */
const HEIGHT = 460;

/** What kinds of work are finished, week by week. */
export function WorkMix({ numbers }: { readonly numbers: SectionNumbers }) {
  const formats = useFormats();
  const { t } = formats;
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
          describe={parts =>
            metric.categories
              ? t('team.workMix.text', {
                  parts: categoriesText(
                    parts,
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
