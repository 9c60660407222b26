import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  DoraAnswer,
  MetricDefinition,
  Reason,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { DefinitionsDialog } from '../page/DefinitionsDialog';
import { definitionsOnPage } from '../page/definitionsOnPage';
import { MeasuredNote } from '../page/MeasuredNote';
import { PhasesSection } from '../phases/PhasesSection';
import { Notices } from './Notices';
import { Summary } from './Summary';
import { DoraBar } from './bar/DoraBar';
import { DoraCards, DoraCardsSkeleton } from './cards/DoraCards';
import { sharedReason } from './cards/sharedReason';
import { inEnvironments } from './deployments/filterDeployments';
import { DistributionAndFailures } from './DistributionAndFailures';
import { DeploymentsBlock } from './deployments/DeploymentsBlock';
import { ExplainDrawer } from '../explain/ExplainDrawer';
import { CorrectionProvider } from './failures/CorrectionProvider';
import { ReasonPanel } from '../reasons/ReasonPanel';
import { useDoraContext } from './state/DoraContext';
import { TimelineBlock } from './timeline/TimelineBlock';
import { useCsvDownload } from './useCsvDownload';
import { useDoraAnswers } from './useDoraAnswers';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
}));

const TIMELINE_HEIGHT = 160;
const TABLE_HEIGHT = 420;
const FLOW_HEIGHT = 280;

// Without any of these there is nothing that a timeline or a table could show.
const NOTHING_BELOW: readonly Reason['code'][] = [
  'noScope',
  'sourceGone',
  'sourceRefused',
  'noDeploymentRule',
  'noProductionEnvironment',
  'noDataInWindow',
  'neverAnyData',
  'notPermitted',
];

function Numbers({
  answer,
  definitions,
}: {
  answer: DoraAnswer;
  definitions: readonly MetricDefinition[];
}) {
  const reason = sharedReason(answer);
  return reason ? (
    <ReasonPanel
      reason={reason}
      days={answer.window.days}
      health={answer.health}
      lastWindowWithData={answer.lastWindowWithData}
    />
  ) : (
    <DoraCards answer={answer} definitions={definitions} />
  );
}

/** The DORA tab, top to bottom. Each part has its own space for its own state. */
export function DoraContent() {
  const classes = useStyles();
  const { t } = useFormats();
  const { entity, state } = useDoraContext();
  const [isDefining, setIsDefining] = useState(false);
  const downloadCsv = useCsvDownload();
  const { definitions, dora, deployments, incidents } = useDoraAnswers({
    entity,
    state,
  });

  const answer = dora.data;
  const error = dora.error ?? definitions.error;
  const rows = inEnvironments(
    deployments.data?.items ?? [],
    state.environments,
  );
  const reason = answer && sharedReason(answer);
  const hasNothingBelow =
    reason !== undefined && NOTHING_BELOW.includes(reason.code);
  // Pull requests are known where deployments are not.
  const flow = answer && (
    <PhasesSection answer={answer} isBusy={dora.isFetching} />
  );
  const retry = () => {
    definitions.refetch();
    dora.refetch();
  };
  const days = String(answer?.window.days ?? '');
  const slowWhat = days
    ? t('dora.what.daysOfDeployments', { days })
    : t('dora.what.deployments');

  return (
    <CorrectionProvider deployments={rows}>
      <div className={classes.root}>
        <DoraBar
          definitions={definitions.data ?? []}
          health={answer?.health}
          onCsv={rows.length > 0 ? () => downloadCsv(rows) : undefined}
          onDefinitions={() => setIsDefining(true)}
        />
        {answer && <Summary answer={answer} />}
        {answer && <MeasuredNote metrics={answer.metrics} hasBands />}
        {!answer && !error && (
          <Skeleton variant="text" height={24} width="60%" />
        )}
        {answer && <Notices answer={answer} query={dora} />}
        {answer && definitions.data && (
          <Numbers answer={answer} definitions={definitions.data} />
        )}
        {!(answer && definitions.data) && !error && <DoraCardsSkeleton />}
        {!(answer && definitions.data) && error && (
          <Block title={t('dora.title')}>
            <BlockError
              error={error}
              what={t('dora.what.metrics')}
              onRetry={retry}
            />
          </Block>
        )}
        {hasNothingBelow && flow}
        {!hasNothingBelow && (
          <>
            {deployments.data && (
              <BlockBoundary>
                <TimelineBlock
                  window={deployments.data.window}
                  rows={rows}
                  isBusy={deployments.isFetching}
                  policyChanges={answer?.policyChanges}
                />
              </BlockBoundary>
            )}
            {!deployments.data && (
              <Block
                title={t('dora.timeline.title')}
                subtitle={t('dora.timeline.subtitle')}
              >
                {deployments.error ? (
                  <BlockError
                    error={deployments.error}
                    what={t('dora.what.deployments')}
                    onRetry={() => deployments.refetch()}
                  />
                ) : (
                  <BlockSkeleton height={TIMELINE_HEIGHT} what={slowWhat} />
                )}
              </Block>
            )}
            {flow}
            {!answer && !error && (
              <Block
                title={t('dora.phases.title')}
                subtitle={t('dora.phases.subtitle')}
              >
                <BlockSkeleton
                  height={FLOW_HEIGHT}
                  what={t('dora.what.metrics')}
                />
              </Block>
            )}
            <DistributionAndFailures
              answer={answer}
              rows={rows}
              incidents={incidents}
              hasDeployments={deployments.data !== undefined}
            />
            {deployments.data && (
              <BlockBoundary>
                <DeploymentsBlock
                  answer={deployments.data}
                  rows={rows}
                  onCsv={downloadCsv}
                  isBusy={deployments.isFetching}
                />
              </BlockBoundary>
            )}
            {!deployments.data && !deployments.error && (
              <Block title={t('dora.deployments.title')}>
                <BlockSkeleton height={TABLE_HEIGHT} what={slowWhat} />
              </Block>
            )}
          </>
        )}
        <ExplainDrawer
          definitions={definitions.data ?? []}
          bands={Object.fromEntries(
            (answer?.metrics ?? []).map(metric => [
              metric.metricId,
              metric.band,
            ]),
          )}
        />
        <DefinitionsDialog
          definitions={definitionsOnPage(definitions.data, answer?.metrics)}
          isOpen={isDefining}
          onClose={() => setIsDefining(false)}
        />
      </div>
    </CorrectionProvider>
  );
}
