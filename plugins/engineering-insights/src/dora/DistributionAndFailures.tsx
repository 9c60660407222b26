import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  DoraAnswer,
  IncidentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { DistributionChart } from './distribution/DistributionChart';
import { FailuresBlock } from './failures/FailuresBlock';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  wide: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
}));

export interface DistributionAndFailuresProps {
  readonly answer?: DoraAnswer;
  readonly rows: readonly DeploymentRow[];
  readonly hasDeployments: boolean;
  readonly incidents: {
    readonly data?: IncidentsAnswer;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
}

/** How long changes take, and beside it what went wrong. */
export function DistributionAndFailures({
  answer,
  rows,
  hasDeployments,
  incidents,
}: DistributionAndFailuresProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const layout = useLayoutSize();
  const hasDistribution = answer?.distribution.bins.some(bin => bin.count > 0);
  const incidentsError =
    incidents.error && !incidents.data ? (
      <BlockError
        error={incidents.error}
        what={t('dora.what.incidents')}
        onRetry={incidents.refetch}
      />
    ) : undefined;
  const hasFailures =
    hasDeployments && (incidents.data !== undefined || incidentsError);
  const isPair = layout !== 'narrow' && hasDistribution && hasFailures;
  return (
    <div className={`${classes.root} ${isPair ? classes.wide : ''}`}>
      {answer && hasDistribution && (
        <BlockBoundary>
          <DistributionChart
            distribution={answer.distribution}
            unit={
              answer.metrics.find(({ measuredAs }) => measuredAs?.unit)
                ?.measuredAs?.unit
            }
            isBusy={false}
          />
        </BlockBoundary>
      )}
      {hasFailures && (
        <BlockBoundary>
          <FailuresBlock
            deployments={rows}
            incidents={incidents.data?.items ?? []}
            hiddenServiceCount={incidents.data?.hiddenServiceCount ?? 0}
            days={answer?.window.days ?? incidents.data?.window.days ?? 0}
            incidentsError={incidentsError}
          />
        </BlockBoundary>
      )}
    </div>
  );
}
