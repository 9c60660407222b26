import { Link } from '@backstage/core-components';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import type {
  Band,
  MeasuringChoice,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockSkeleton,
  ClockProvider,
  CopyButton,
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { lazy, Suspense } from 'react';
import { useLocation } from 'react-router-dom';
import { metricAddress } from '../metric/metricAddress';
import { useMetricPath } from '../metric/useMetricPath';
import { usePageContext } from '../page/state/PageContext';
import { choiceFor } from '../page/state/measuringState';
import { pinnedAddress } from '../page/state/pageState';
import { clockOf } from '../page/metricWords';
import { EXPLANATION_HEIGHT } from './explanationHeight';

// Most readers of a page open no number, so a page comes without what only an open one needs.
const ExplanationBody = lazy(async () => ({
  default: (await import('./ExplanationBody')).ExplanationBody,
}));

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
  body: { padding: theme.spacing(2, 3, 4) },
}));

export interface ExplainDrawerProps {
  readonly definitions: readonly MetricDefinition[];
  readonly bands: Readonly<Record<string, Band | undefined>>;
}

/** How a number came about, beside the page. */
export function ExplainDrawer({ definitions, bands }: ExplainDrawerProps) {
  const { state, update, choice } = usePageContext();
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
        <ClockProvider value={clockOf(metricId, choice?.clock)}>
          <Explanation
            key={metricId}
            metricId={metricId}
            title={definition?.title ?? metricId}
            choice={choiceFor(definition, choice)}
            band={bands[metricId]}
          />
        </ClockProvider>
      )}
    </Drawer>
  );
}

function Explanation({
  metricId,
  title,
  choice,
  band,
}: {
  readonly metricId: string;
  readonly title: string;
  readonly choice: MeasuringChoice;
  readonly band?: Band;
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const { entity, state, update } = usePageContext();
  const pathOf = useMetricPath(entity);
  const { search } = useLocation();
  return (
    <>
      <div className={classes.header}>
        <h2 className={classes.title}>{title}</h2>
        {pathOf && (
          <Link to={metricAddress({ path: pathOf(metricId), search, choice })}>
            {t('metric.open')}
          </Link>
        )}
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
      <BlockBoundary>
        <Suspense
          fallback={
            <div className={classes.body}>
              <BlockSkeleton
                height={EXPLANATION_HEIGHT}
                what={t('dora.explain.what')}
              />
            </div>
          }
        >
          <ExplanationBody
            className={classes.body}
            metricId={metricId}
            window={state.window}
            choice={choice}
            band={band}
          />
        </Suspense>
      </BlockBoundary>
    </>
  );
}
