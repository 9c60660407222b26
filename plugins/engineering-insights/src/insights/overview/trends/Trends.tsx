import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import type { OverviewAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  ClockProvider,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { useMetricPath } from '../../../metric/useMetricPath';
import { PageContextProvider } from '../../../page/state/PageContext';
import type { PageContextValue } from '../../../page/state/PageContext';
import { Cell, Grid } from '../../../team/section/Grid';
import { useOverviewContext } from '../state/OverviewContext';
import { Trend } from './Trend';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  title: { fontSize: 18, lineHeight: '24px', margin: theme.spacing(1, 0) },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: theme.spacing(1),
    color: theme.palette.textSubtle,
  },
}));

/** Opens what stands behind a number: the metric's own page, and of a filter the services that it leaves. */
function useOpenMetric(isFiltered: boolean) {
  const { entity, state, update } = useOverviewContext();
  const metricPath = useMetricPath(entity);
  const navigate = useNavigate();
  return (metricId: string) => {
    if (isFiltered || !metricPath) update({ list: { kind: 'all' } });
    else navigate(`${metricPath(metricId)}?window=${state.days}d`);
  };
}

export interface TrendsProps {
  readonly answer: OverviewAnswer;
  readonly isBusy: boolean;
}

/** The course of the five metrics over all services together. */
export function Trends({ answer, isBusy }: TrendsProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { entity, definitions } = useOverviewContext();
  const { search } = useLocation();
  const openMetric = useOpenMetric(answer.isFiltered);
  const context = useMemo(
    (): PageContextValue => ({
      entity,
      state: { window: answer.window, isCompared: true },
      changeCount: 0,
      update: ({ explainedMetricId }) => {
        if (explainedMetricId) openMetric(explainedMetricId);
      },
    }),
    // What opening depends on stands in the address.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [entity, answer.window, answer.isFiltered, search],
  );
  return (
    <section aria-label={t('overview.trend.title')}>
      <h2 className={classes.title}>{t('overview.trend.title')}</h2>
      <ClockProvider value="elapsed">
        <PageContextProvider value={context}>
          <Grid>
            {answer.metrics.map((metric, index) => {
              const definition = definitions.find(
                ({ id }) => id === metric.metricId,
              );
              return (
                definition && (
                  <Cell key={metric.metricId} columns={index < 3 ? 4 : 6}>
                    <Trend
                      metric={metric}
                      definition={definition}
                      window={answer.window}
                      isBusy={isBusy}
                    />
                  </Cell>
                )
              );
            })}
          </Grid>
        </PageContextProvider>
      </ClockProvider>
      <div className={classes.note}>{t('overview.trend.note')}</div>
    </section>
  );
}
