import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { statisticsOf } from '../../page/measuredText';
import { Cell, Grid } from '../section/Grid';
import { LineBlock } from '../section/LineBlock';
import { SectionContent } from '../section/SectionContent';
import { HALF_CHART_HEIGHT } from '../section/chartHeight';
import { useTeamContext } from '../state/TeamContext';
import { CoverageByService } from './CoverageByService';
import { FindingsByAge } from './FindingsByAge';
import { Incidents } from './Incidents';

const HEIGHT = 1000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Pipelines, incidents, findings and coverage. */
export function QualitySection() {
  const { t, duration } = useFormats();
  const { choice } = useTeamContext();
  const statistic = t(`measuring.title.${choice.statistic ?? 'p50'}`);
  const pipelineText = (metric: MetricAnswer) => {
    const { p50, p95 } = statisticsOf(metric);
    return p50 === undefined || p95 === undefined
      ? undefined
      : t('team.pipelineDuration.text', {
          p50: duration(p50),
          p95: duration(p95),
        });
  };
  return (
    <SectionContent section="quality" height={HEIGHT}>
      {numbers => (
        <Grid>
          <Cell columns={6}>
            <LineBlock
              numbers={numbers}
              metricId="pipelines.success-rate"
              title={t('team.pipelineSuccess.title')}
              subtitle={t('team.pipelineSuccess.subtitle')}
              yLabel={t('team.pipelineSuccess.yAxis')}
              height={HALF_CHART_HEIGHT}
            />
          </Cell>
          <Cell columns={6}>
            <Incidents numbers={numbers} />
          </Cell>
          <Cell columns={6}>
            <LineBlock
              numbers={numbers}
              metricId="pipelines.duration"
              title={t('team.pipelineDuration.title')}
              subtitle={t('team.pipelineDuration.subtitle', { statistic })}
              yLabel={t('team.pipelineDuration.yAxis')}
              height={HALF_CHART_HEIGHT}
              divisor={MINUTE}
              textOf={pipelineText}
            />
          </Cell>
          <Cell columns={6}>
            <LineBlock
              numbers={numbers}
              metricId="reliability.incident-resolution-time"
              title={t('team.resolution.title')}
              subtitle={t('team.resolution.subtitle', { statistic })}
              yLabel={t('team.resolution.yAxis')}
              height={HALF_CHART_HEIGHT}
              divisor={HOUR}
            />
          </Cell>
          <Cell columns={6}>
            <FindingsByAge numbers={numbers} />
          </Cell>
          <Cell columns={6}>
            <CoverageByService numbers={numbers} />
          </Cell>
        </Grid>
      )}
    </SectionContent>
  );
}
