import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Cell, Grid } from '../section/Grid';
import { LineBlock } from '../section/LineBlock';
import { SectionContent } from '../section/SectionContent';
import { ReviewLoad } from './ReviewLoad';
import { WorkMix } from './WorkMix';

const HEIGHT = 640;
const LINE_HEIGHT = 180;

/** What kinds of work there are, and how reviewing is shared. */
export function BalanceSection() {
  const { t } = useFormats();
  return (
    <SectionContent section="balance" height={HEIGHT}>
      {numbers => (
        <Grid>
          <Cell columns={6} rows={2}>
            <WorkMix numbers={numbers} />
          </Cell>
          <Cell columns={3}>
            <LineBlock
              numbers={numbers}
              metricId="planning.unplanned-share"
              title={t('team.unplanned.title')}
              subtitle={t('team.unplanned.subtitle')}
              yLabel={t('team.unplanned.yAxis')}
              height={LINE_HEIGHT}
            />
          </Cell>
          <Cell columns={3}>
            <ReviewLoad numbers={numbers} />
          </Cell>
          <Cell columns={6}>
            <LineBlock
              numbers={numbers}
              metricId="collaboration.merged-without-review"
              title={t('team.withoutReview.title')}
              subtitle={t('team.withoutReview.subtitle')}
              yLabel={t('team.withoutReview.yAxis')}
              height={LINE_HEIGHT}
            />
          </Cell>
        </Grid>
      )}
    </SectionContent>
  );
}
