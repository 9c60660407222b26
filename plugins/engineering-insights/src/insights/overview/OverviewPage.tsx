import { makeStyles } from '@material-ui/core/styles';
import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useLiveUpdates,
  useOverview,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { DefinitionsDialog } from '../../page/DefinitionsDialog';
import { Notice } from '../../page/Notice';
import { OverviewContent } from './OverviewContent';
import { OverviewBar } from './bar/OverviewBar';
import { ServicesDrawer } from './services/ServicesDrawer';
import { useServicesCsv } from './services/useServicesCsv';
import { useOverviewContext } from './state/OverviewContext';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
  },
}));

const SKELETON_HEIGHT = 420;

/** The overview of one domain, system or group. */
export function OverviewPage({
  targets,
}: {
  readonly targets: readonly OverviewTarget[];
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { entity, query, definitions } = useOverviewContext();
  const [isDefining, setIsDefining] = useState(false);
  useLiveUpdates(entity);
  const overview = useOverview(query);
  const csv = useServicesCsv();
  const what = t('overview.what');
  return (
    <div className={classes.root}>
      <OverviewBar
        targets={targets}
        answer={overview.data}
        onCsv={csv.download}
        onDefinitions={() => setIsDefining(true)}
      />
      {csv.hasFailed && <Notice>{t('overview.bar.csvFailed')}</Notice>}
      {overview.error && (
        <BlockError
          error={overview.error}
          what={what}
          onRetry={() => overview.refetch()}
        />
      )}
      {!overview.error && !overview.data && (
        <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
      )}
      {!overview.error && overview.data && (
        <BlockBoundary>
          <OverviewContent
            answer={overview.data}
            isBusy={overview.isPlaceholderData}
          />
        </BlockBoundary>
      )}
      <ServicesDrawer />
      <DefinitionsDialog
        definitions={definitions.filter(({ id }) => id.startsWith('dora.'))}
        isOpen={isDefining}
        onClose={() => setIsDefining(false)}
      />
    </div>
  );
}
