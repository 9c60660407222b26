import type { Severity } from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CategoryChart } from '../../series/CategoryChart';
import { categoriesText, categoryParts } from '../../series/categoryParts';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { HALF_CHART_HEIGHT } from '../section/chartHeight';

/** How many incidents there were, by how severe they were. */
export function Incidents({ numbers }: { readonly numbers: SectionNumbers }) {
  const formats = useFormats();
  const { t } = formats;
  const { severities, muted } = useChartColors();
  const colorOf = (id: string) => severities[id as Severity] ?? muted;
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
      {({ metric, definition, caveat }) => {
        const parts = categoriesText(
          categoryParts(definition, metric, colorOf),
          metric.categories ?? {},
          formats,
        );
        return (
          <CategoryChart
            {...words}
            metric={metric}
            definition={definition}
            bucket={numbers.answer.window.bucket}
            shape="columns"
            colorOf={colorOf}
            text={
              parts
                ? t('team.incidents.text', { parts })
                : t('team.incidents.none')
            }
            note={caveat}
            yLabel={t('team.incidents.yAxis')}
            height={HALF_CHART_HEIGHT}
            isBusy={numbers.isBusy}
          />
        );
      }}
    </MetricBlock>
  );
}
