import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import type {
  Band,
  ExplainAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  CopyButton,
  useExplanation,
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useEffect, useState } from 'react';
import { useDoraContext } from '../state/DoraContext';
import { pinnedAddress } from '../state/useDoraState';
import { ExplainContent } from './ExplainContent';

const useStyles = makeStyles(theme => ({
  // Outside of the page's own element, so the portal's font is named again.
  paper: {
    width: 560,
    maxWidth: '100vw',
    fontFamily: theme.typography.fontFamily,
  },
  full: { width: '100vw' },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5, 3),
    backgroundColor: theme.palette.background.paper,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  title: {
    flex: 1,
    fontSize: 18,
    lineHeight: '24px',
    fontWeight: 600,
    margin: 0,
  },
  newer: {
    display: 'flex',
    justifyContent: 'center',
    padding: theme.spacing(0.5),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  body: { padding: theme.spacing(2, 3, 4) },
}));

const SKELETON_HEIGHT = 420;

export interface ExplainDrawerProps {
  readonly definitions: readonly MetricDefinition[];
  readonly bands: Readonly<Record<string, Band | undefined>>;
}

/** The pages of an explanation as one: what all pages share is the same, the records follow each other. */
function join(pages: readonly ExplainAnswer[]): ExplainAnswer | undefined {
  const [first] = pages;
  return first && { ...first, records: pages.flatMap(page => page.records) };
}

/** How a number came about, beside the page. */
export function ExplainDrawer({ definitions, bands }: ExplainDrawerProps) {
  const { state, update } = useDoraContext();
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const isNarrow = useLayoutSize() === 'narrow';
  const { t } = useFormats();
  const metricId = state.explainedMetricId;
  const definition = definitions.find(({ id }) => id === metricId);
  return (
    <Drawer
      anchor="right"
      open={metricId !== undefined}
      onClose={() => update({ explainedMetricId: null })}
      PaperProps={{
        className: [
          classes.paper,
          isNarrow ? classes.full : '',
          touchTargets,
        ].join(' '),
        role: 'dialog',
        'aria-label': t('dora.explain.label', {
          title: definition?.title ?? metricId ?? '',
        }),
      }}
    >
      {metricId && (
        <Explanation
          key={metricId}
          metricId={metricId}
          title={definition?.title ?? metricId}
          band={bands[metricId]}
        />
      )}
    </Drawer>
  );
}

function Explanation({
  metricId,
  title,
  band,
}: {
  readonly metricId: string;
  readonly title: string;
  readonly band?: Band;
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const { entity, state, update, changeCount } = useDoraContext();
  const query = useExplanation({ entity, window: state.window, metricId });
  const [shownChange, setShownChange] = useState(changeCount);
  const answer = join(query.data?.pages ?? []);
  const isOutdated = changeCount !== shownChange;

  useEffect(() => {
    setShownChange(changeCount);
    // What is shown is as new as its last reading.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query.dataUpdatedAt]);

  return (
    <>
      <div className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        <CopyButton
          label={t('kit.copyLink')}
          text={() => pinnedAddress(window.location.href, state.window)}
        />
        <IconButton
          size="small"
          aria-label={t('kit.close')}
          onClick={() => update({ explainedMetricId: null })}
        >
          <CloseIcon fontSize="small" />
        </IconButton>
      </div>
      {isOutdated && (
        <div className={classes.newer} role="status">
          <Button size="small" color="primary" onClick={() => query.refetch()}>
            {t('dora.explain.newer')}
          </Button>
        </div>
      )}
      <div className={classes.body}>
        {answer && (
          <BlockBoundary>
            <ExplainContent
              answer={answer}
              band={band}
              onMore={
                query.hasNextPage ? () => query.fetchNextPage() : undefined
              }
              isLoadingMore={query.isFetchingNextPage}
            />
          </BlockBoundary>
        )}
        {!answer && query.error && (
          <BlockError
            error={query.error}
            what={t('dora.explain.what')}
            onRetry={() => query.refetch()}
          />
        )}
        {!answer && !query.error && (
          <BlockSkeleton
            height={SKELETON_HEIGHT}
            what={t('dora.explain.what')}
          />
        )}
      </div>
    </>
  );
}
