import type { CoverageByService as Coverage } from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  Lines,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  ChartPeriod,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { cutRows, periodTitle } from '../../series/periods';
import { MetricBlock } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { useTeamContext } from '../state/TeamContext';

const METRIC = 'quality.coverage';

function toPeriods({ services }: Coverage, { day }: Formats): ChartPeriod[] {
  const [first] = services;
  return (first?.points ?? []).map((point, index) => {
    const known = services.flatMap(({ entity, points }) => {
      const value = points[index]?.value;
      return value === undefined ? [] : [[entity.ref, value] as const];
    });
    return {
      id: point.from,
      label: day(point.from),
      isCut: point.isCut,
      values: known.length === 0 ? undefined : Object.fromEntries(known),
    };
  });
}

/** The newest value of each service of which one is known. */
function newestValues({ services }: Coverage): number[] {
  return services.flatMap(({ points }) => {
    const known = points.flatMap(({ value }) => value ?? []);
    return known.slice(-1);
  });
}

function coverageText(coverage: Coverage, { t, share, count }: Formats) {
  const values = newestValues(coverage);
  return t('team.coverage.text', {
    lowest: share(Math.min(...values)),
    highest: share(Math.max(...values)),
    amount: count(values.length),
    total: count(coverage.serviceCount),
  });
}

function Chart({
  coverage,
  numbers,
  caveat,
}: {
  readonly coverage: Coverage;
  readonly numbers: SectionNumbers;
  readonly caveat?: string;
}) {
  const formats = useFormats();
  const { t, share } = formats;
  const { update } = useTeamContext();
  const { bucket } = numbers.answer.window;
  const periods = toPeriods(coverage, formats);
  const lines = coverage.services.map(({ entity }) => ({
    id: entity.ref,
    label: entity.title,
  }));
  const valueText = (period: ChartPeriod, id: string) => {
    const value = period.values?.[id];
    return value === undefined ? t('chart.noData') : share(value);
  };
  return (
    <ChartFrame
      title={t('team.coverage.title')}
      subtitle={t('team.coverage.subtitle', {
        bucket: t(`team.per.${bucket}`),
      })}
      text={coverageText(coverage, formats)}
      note={caveat}
      height={CHART_HEIGHT}
      isBusy={numbers.isBusy}
      table={{
        columns: [
          { label: t('chart.period') },
          ...lines.map(({ label }) => ({ label, isNumber: true })),
        ],
        rows: periods.map(period => ({
          id: period.id,
          cells: [
            periodTitle(period.id, bucket, formats),
            ...lines.map(({ id }) => valueText(period, id)),
          ],
        })),
      }}
    >
      <Lines
        periods={periods}
        lines={lines}
        yLabel={t('team.coverage.yAxis')}
        height={CHART_HEIGHT}
        maximum={1}
        formatTick={share}
        renderTooltip={(period, colored) => (
          <ChartTooltip
            title={periodTitle(period.id, bucket, formats)}
            rows={[
              ...colored.map(({ id, label, color }) => ({
                label,
                color,
                value: valueText(period, id),
              })),
              ...cutRows(period.isCut, bucket, formats),
            ]}
          />
        )}
        onOpen={() => update({ explainedMetricId: METRIC })}
      />
    </ChartFrame>
  );
}

/** How much of each service the tests cover, with gaps where none was measured. */
export function CoverageByService({
  numbers,
}: {
  readonly numbers: SectionNumbers;
}) {
  const { t } = useFormats();
  const { coverageByService, window } = numbers.answer;
  return (
    <MetricBlock
      numbers={numbers}
      metricId={METRIC}
      title={t('team.coverage.title')}
      subtitle={t('team.coverage.subtitle', {
        bucket: t(`team.per.${window.bucket}`),
      })}
    >
      {({ caveat }) =>
        coverageByService &&
        coverageByService.services.length > 0 && (
          <Chart
            coverage={coverageByService}
            numbers={numbers}
            caveat={caveat}
          />
        )
      }
    </MetricBlock>
  );
}
