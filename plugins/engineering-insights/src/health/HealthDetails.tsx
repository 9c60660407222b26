import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityHealth,
  Fraction,
  MetricWindow,
  EntityStream,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { lazy, Suspense, useState } from 'react';
import { useInsightsPath } from '../insights/useInsightsPath';

// Few open it, and the tabs are to be small.
const GapsDialog = lazy(() =>
  import('./GapsDialog').then(module => ({ default: module.GapsDialog })),
);

const useStyles = makeStyles(theme => ({
  title: {
    fontSize: 15,
    fontWeight: 600,
    lineHeight: '20px',
    margin: theme.spacing(0, 0, 1.5),
  },
  heading: {
    fontSize: 13,
    fontWeight: 600,
    lineHeight: '20px',
    margin: theme.spacing(2, 0, 0.5),
  },
  row: {
    display: 'flex',
    gap: theme.spacing(2),
    justifyContent: 'space-between',
    fontSize: 13,
    lineHeight: '20px',
  },
  item: { marginBottom: theme.spacing(1) },
  number: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  open: {
    font: 'inherit',
    fontWeight: 600,
    textDecoration: 'underline',
    textUnderlineOffset: 3,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  page: { fontSize: 13, lineHeight: '20px', marginTop: theme.spacing(1) },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

function FractionRow({
  fraction,
  onOpen,
}: {
  readonly fraction: Fraction;
  readonly onOpen: () => void;
}) {
  const classes = useStyles();
  const { t, count } = usePagesFormats();
  const isComplete = fraction.count >= fraction.total;
  const amount = t('dora.health.fraction', {
    amount: count(fraction.count),
    total: count(fraction.total),
  });
  const title = t(`dora.health.${fraction.id}`);
  return (
    <div className={classes.item}>
      <div className={classes.row}>
        <span>{title}</span>
        <span className={classes.number}>
          {isComplete ? (
            amount
          ) : (
            <ButtonBase
              className={classes.open}
              aria-haspopup="dialog"
              aria-label={t('health.gaps.openLabel', { title, amount })}
              onClick={onOpen}
            >
              {amount}
            </ButtonBase>
          )}
        </span>
      </div>
      <div className={classes.note}>
        {isComplete
          ? t('dora.health.complete')
          : t(`dora.health.${fraction.id}Fix`)}
      </div>
    </div>
  );
}

function StreamRow({ stream }: { readonly stream: EntityStream }) {
  const classes = useStyles();
  const colors = useChartColors();
  const { t, ago, instantUtc } = usePagesFormats();
  const { lastSuccessAt, lastError } = stream;
  return (
    <div className={classes.item}>
      <div className={classes.row}>
        <span>{`${stream.sourceTitle} · ${stream.scope} · ${stream.stream}`}</span>
        <span
          className={classes.number}
          title={lastSuccessAt && instantUtc(lastSuccessAt)}
        >
          {lastSuccessAt
            ? t('dora.health.lastSync', { ago: ago(lastSuccessAt) })
            : t('dora.health.neverSynced')}
        </span>
      </div>
      {lastError &&
        (stream.isStale || !lastSuccessAt || lastError.at > lastSuccessAt) && (
          <div className={classes.note} style={{ color: colors.worse }}>
            {lastError.message}
          </div>
        )}
      {!stream.isHistoryDone && (
        <div className={classes.note}>{t('dora.health.historyPending')}</div>
      )}
    </div>
  );
}

export interface HealthDetailsProps {
  readonly health: EntityHealth;
  /** Of its fractions; the 90 days that end with today where absent. */
  readonly window?: MetricWindow;
}

/** The gaps in an entity's data with what closes them, and how fresh each source is. */
export function HealthDetails({ health, window }: HealthDetailsProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const pathOf = useInsightsPath();
  const [opened, setOpened] = useState<Fraction>();
  const fractions = health.fractions.filter(fraction => fraction.total > 0);
  return (
    <div>
      <h2 className={classes.title}>{t('dora.health.title')}</h2>
      {fractions.map(fraction => (
        <FractionRow
          key={fraction.id}
          fraction={fraction}
          onOpen={() => setOpened(fraction)}
        />
      ))}
      {pathOf && (
        <Link
          className={classes.note}
          to={pathOf('triage', { entity: health.entity.ref })}
        >
          {t('triage.open', { title: health.entity.title })}
        </Link>
      )}
      <h3 className={classes.heading}>{t('dora.health.sources')}</h3>
      {health.streams.length === 0 && (
        <div className={classes.note}>{t('dora.health.none')}</div>
      )}
      {health.streams.map(stream => (
        <StreamRow
          key={`${stream.source} ${stream.origin} ${stream.scope} ${stream.stream}`}
          stream={stream}
        />
      ))}
      {pathOf && (
        <div className={classes.page}>
          <Link to={pathOf('dataHealth', { entity: health.entity.ref })}>
            {t('health.page.openPage')}
          </Link>
        </div>
      )}
      {opened && (
        <Suspense fallback={null}>
          <GapsDialog
            entity={parseEntityRef(health.entity.ref)}
            window={window}
            fraction={opened}
            onClose={() => setOpened(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
