import { Content, Header, Page } from '@backstage/core-components';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import {
  Block,
  BlockError,
  useEntityHealth,
  useFormats,
  useLayoutSize,
  useMetric,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { DefinitionsDialog } from '../page/DefinitionsDialog';
import { Notice } from '../page/Notice';
import { SourceNotices } from '../page/SourceNotices';
import { MetricNumbers, MetricNumbersSkeleton } from './MetricNumbers';
import { MetricSelect } from './MetricSelect';
import { BadgeDialog } from './badge/BadgeDialog';
import { MetricBar } from './bar/MetricBar';
import { downloadSeries } from './series/seriesCsv';
import { useMetricContext } from './state/MetricContext';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  narrow: { padding: theme.spacing(2) },
}));

/** The page of a metric, top to bottom. */
export function MetricContent() {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const isNarrow = useLayoutSize() === 'narrow';
  const { metricId, entity, state, choice } = useMetricContext();
  const entityLink = useEntityRefLink();
  const [isDefining, setIsDefining] = useState(false);
  const [isBadgeOpen, setIsBadgeOpen] = useState(false);
  const definitions = useMetricDefinitions();
  const health = useEntityHealth(entity);
  const definition = definitions.data?.find(({ id }) => id === metricId);
  const isUnknown = definitions.data !== undefined && !definition;
  const metric = useMetric({
    ...choice,
    entity,
    metricId,
    window: state.window,
    compare: state.isCompared,
    isEnabled: definition !== undefined,
  });
  const answer = metric.data;
  const error = definitions.error ?? metric.error;
  const what = t('metric.what');
  return (
    <Page themeId="tool">
      <Header
        title={definition?.title ?? metricId}
        pageTitleOverride={definition?.title ?? metricId}
        type={answer?.entity.title ?? entity.name}
        typeLink={entityLink(entity)}
      />
      <Content className={isNarrow ? classes.narrow : undefined}>
        <div className={classes.root}>
          <MetricSelect definitions={definitions.data ?? []} />
          <MetricBar
            definition={definition}
            health={health.data}
            hasSubTeams={answer?.hasSubTeams ?? false}
            onCsv={answer && (() => downloadSeries(answer, formats))}
            onDefinitions={() => setIsDefining(true)}
            onBadge={answer && (() => setIsBadgeOpen(true))}
          />
          {isUnknown && (
            <Notice>
              {t('metric.unknown', { id: metricId })}{' '}
              {t('metric.unknownAction')}
            </Notice>
          )}
          {!isUnknown && answer && (
            <>
              {health.data && (
                <SourceNotices
                  health={health.data}
                  metrics={[]}
                  query={metric}
                  what={what}
                  days={answer.window.days}
                  hasNumbers={'value' in answer.value}
                />
              )}
              <MetricNumbers
                answer={answer}
                health={health.data}
                isBusy={metric.isFetching}
              />
            </>
          )}
          {!isUnknown && !answer && error && (
            <Block title={definition?.title ?? t('metric.type')}>
              <BlockError
                error={error}
                what={what}
                onRetry={() => {
                  definitions.refetch();
                  if (definition) metric.refetch();
                }}
              />
            </Block>
          )}
          {!isUnknown && !answer && !error && <MetricNumbersSkeleton />}
          {answer && (
            <BadgeDialog
              status={answer.badge}
              definition={answer.definition}
              entity={entity}
              isOpen={isBadgeOpen}
              onClose={() => setIsBadgeOpen(false)}
            />
          )}
          <DefinitionsDialog
            definitions={definitions.data ?? []}
            isOpen={isDefining}
            onClose={() => setIsDefining(false)}
          />
        </div>
      </Content>
    </Page>
  );
}
