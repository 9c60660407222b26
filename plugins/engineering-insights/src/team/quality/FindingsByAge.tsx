import type {
  FindingsByAge as Findings,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  ChartFrame,
  ChartTooltip,
  StackedColumns,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { categoriesText } from '../../series/categoriesText';
import { useCategoryParts } from '../../series/useCategoryParts';
import { MetricBlock } from '../section/MetricBlock';
import type { KnownMetric } from '../section/MetricBlock';
import type { SectionNumbers } from '../section/SectionNumbers';
import { CHART_HEIGHT } from '../section/chartHeight';
import { useTeamContext } from '../state/TeamContext';

const METRIC = 'security.open-findings';

type Bin = Findings['bins'][number];

function binText({ fromDays, toDays }: Bin, { t, count }: Formats): string {
  return toDays === undefined
    ? t('team.findings.over', { days: count(fromDays - 1) })
    : t('team.findings.between', { from: count(fromDays), to: count(toDays) });
}

function Chart({
  findings,
  known: { metric, definition, caveat },
  isBusy,
}: {
  readonly findings: Findings;
  readonly known: KnownMetric;
  readonly isBusy: boolean;
}) {
  const formats = useFormats();
  const { t, count } = formats;
  const { update } = useTeamContext();
  const parts = useCategoryParts(definition, metric);
  const amount = (bin: Bin, id: string) => bin.counts[id as Severity] ?? 0;
  const total = (bin: Bin) =>
    parts.reduce((sum, { id }) => sum + amount(bin, id), 0);
  const notes = [
    caveat,
    ...findings.excluded.map(excluded =>
      t('chart.leftOutBecause', {
        amount: count(excluded.count),
        because: t(`exclusion.${excluded.code}`),
      }),
    ),
  ];
  const binOf = (id: string) =>
    findings.bins.find(bin => String(bin.fromDays) === id);
  return (
    <ChartFrame
      title={t('team.findings.title')}
      subtitle={t('team.findings.subtitleByAge')}
      text={
        metric.categories && parts.length > 0
          ? t('team.findings.text', {
              parts: categoriesText(parts, metric.categories, formats),
            })
          : t('team.findings.none')
      }
      note={notes.filter(Boolean).join('; ') || undefined}
      height={CHART_HEIGHT}
      isBusy={isBusy}
      table={{
        columns: [
          { label: t('team.findings.columnAge') },
          ...parts.map(({ label }) => ({ label, isNumber: true })),
          { label: t('team.chart.columnTotal'), isNumber: true },
        ],
        rows: findings.bins.map(bin => ({
          id: String(bin.fromDays),
          cells: [
            binText(bin, formats),
            ...parts.map(({ id }) => count(amount(bin, id))),
            count(total(bin)),
          ],
        })),
      }}
    >
      <StackedColumns
        columns={findings.bins.map(bin => ({
          id: String(bin.fromDays),
          label: binText(bin, formats),
          isCut: false,
          values: Object.fromEntries(
            parts.map(({ id }) => [id, amount(bin, id)]),
          ),
        }))}
        parts={parts}
        yLabel={t('team.findings.yAxis')}
        height={CHART_HEIGHT}
        scale="count"
        renderTooltip={({ id }) => {
          const bin = binOf(id);
          return (
            bin && (
              <ChartTooltip
                title={t('team.findings.openFor', {
                  age: binText(bin, formats),
                })}
                rows={[
                  ...[...parts].reverse().map(({ id: severity, ...part }) => ({
                    ...part,
                    value: count(amount(bin, severity)),
                  })),
                  {
                    label: t('team.chart.columnTotal'),
                    value: count(total(bin)),
                  },
                ]}
              />
            )
          );
        }}
        onOpen={() => update({ explainedMetricId: METRIC })}
      />
    </ChartFrame>
  );
}

/** Which security problems are open at the end of the window, by how long and how severe they are. */
export function FindingsByAge({
  numbers,
}: {
  readonly numbers: SectionNumbers;
}) {
  const { t } = useFormats();
  const { findingsByAge } = numbers.answer;
  return (
    <MetricBlock
      numbers={numbers}
      metricId={METRIC}
      title={t('team.findings.title')}
      subtitle={t('team.findings.subtitleByAge')}
    >
      {known =>
        findingsByAge && (
          <Chart
            findings={findingsByAge}
            known={known}
            isBusy={numbers.isBusy}
          />
        )
      }
    </MetricBlock>
  );
}
