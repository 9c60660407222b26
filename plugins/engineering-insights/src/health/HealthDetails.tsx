import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityHealth,
  Fraction,
  StreamHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useInsightsPath } from '../insights/useInsightsPath';

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
  note: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

function FractionRow({ fraction }: { readonly fraction: Fraction }) {
  const classes = useStyles();
  const { t, count } = useFormats();
  const isComplete = fraction.count >= fraction.total;
  return (
    <div className={classes.item}>
      <div className={classes.row}>
        <span>{t(`dora.health.${fraction.id}`)}</span>
        <span className={classes.number}>
          {t('dora.health.fraction', {
            amount: count(fraction.count),
            total: count(fraction.total),
          })}
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

function StreamRow({ stream }: { readonly stream: StreamHealth }) {
  const classes = useStyles();
  const colors = useChartColors();
  const { t, ago, instantUtc } = useFormats();
  const { lastSuccessAt, lastError } = stream;
  return (
    <div className={classes.item}>
      <div className={classes.row}>
        <span>{`${stream.source} · ${stream.scope} · ${stream.stream}`}</span>
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

/** The gaps in an entity's data with what closes them, and how fresh each source is. */
export function HealthDetails({ health }: { readonly health: EntityHealth }) {
  const classes = useStyles();
  const { t } = useFormats();
  const pathOf = useInsightsPath();
  const fractions = health.fractions.filter(fraction => fraction.total > 0);
  return (
    <div>
      <h2 className={classes.title}>{t('dora.health.title')}</h2>
      {fractions.map(fraction => (
        <FractionRow key={fraction.id} fraction={fraction} />
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
    </div>
  );
}
