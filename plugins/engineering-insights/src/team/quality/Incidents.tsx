import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText } from '../../series/categoriesText';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { HALF_CHART_HEIGHT } from '../section/chartHeight';

/** How many incidents there were, by how severe they were. */
export function Incidents({ numbers }: { readonly numbers: SectionNumbers }) {
  const formats = useFormats();
  const { t } = formats;
  const words = {
    title: t('team.incidents.title'),
    subtitle: t('team.incidents.subtitle'),
  };
  return (
    <MetricBlock
      numbers={numbers}
      metricId="reliability.incident-count"
      {...words}
    >
      {({ metric, definition, caveat }) => (
        <CategoryChart
          {...words}
          metric={metric}
          definition={definition}
          bucket={numbers.answer.window.bucket}
          shape="columns"
          describe={all => {
            const parts = categoriesText(all, metric.categories ?? {}, formats);
            return parts
              ? t('team.incidents.text', { parts })
              : t('team.incidents.none');
          }}
          note={caveat}
          yLabel={t('team.incidents.yAxis')}
          height={HALF_CHART_HEIGHT}
          isBusy={numbers.isBusy}
        />
      )}
    </MetricBlock>
  );
}
