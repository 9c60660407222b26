import { makeStyles } from '@material-ui/core/styles';
import type { StreamRow } from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { BAD_STATES } from './sourceTexts';
import { StreamActions } from './StreamActions';

const useStyles = makeStyles(theme => ({
  error: {
    fontSize: 12,
    lineHeight: '16px',
    overflowWrap: 'anywhere',
    color: theme.palette.text.secondary,
  },
}));

/** The state that a stream is in, and why. */
export function StreamState({ row }: { readonly row: StreamRow }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const colors = useChartColors();
  const isBad = BAD_STATES.includes(row.state);
  return (
    <>
      <span
        title={t(`sources.stateHelp.${row.state}`)}
        style={isBad ? { color: colors.worse } : undefined}
      >
        {t(`sources.states.${row.state}`)}
      </span>
      {row.lastError && (
        <div className={classes.error}>{row.lastError.message}</div>
      )}
    </>
  );
}

/** When a stream is read next. */
export function NextRun({ row }: { readonly row: StreamRow }) {
  const { t, instant, instantUtc } = usePagesFormats();
  if (row.isBeingRead) return <>{t('sources.beingRead')}</>;
  if (row.state === 'unused') return null;
  if (Date.parse(row.nextRunAt) <= Date.now())
    return <>{t('sources.nextDue')}</>;
  return (
    <time dateTime={row.nextRunAt} title={instantUtc(row.nextRunAt)}>
      {instant(row.nextRunAt)}
    </time>
  );
}

export function Told({ iso }: { readonly iso?: string }) {
  const { t, ago, instantUtc } = usePagesFormats();
  if (!iso) return <>{t('sources.never')}</>;
  return (
    <time dateTime={iso} title={instantUtc(iso)}>
      {ago(iso)}
    </time>
  );
}

/** The columns of streams; what can be done only for those who may. */
export function streamColumns({
  formats: { t, count, date },
  mayManage,
  onDone,
}: {
  readonly formats: PagesFormats;
  readonly mayManage: boolean;
  readonly onDone: (text: string) => void;
}): readonly DataColumn<StreamRow>[] {
  return [
    {
      id: 'scope',
      label: t('sources.scope'),
      isText: true,
      render: row => row.scope,
    },
    {
      id: 'stream',
      label: t('sources.stream'),
      render: row => row.stream,
    },
    {
      id: 'state',
      label: t('sources.state'),
      isText: true,
      render: row => <StreamState row={row} />,
    },
    {
      id: 'lastRead',
      label: t('sources.lastRead'),
      render: row => <Told iso={row.lastSuccessAt} />,
    },
    {
      id: 'coveredFrom',
      label: t('sources.coveredFrom'),
      render: row =>
        row.coveredFrom ? date(row.coveredFrom) : t('sources.never'),
    },
    {
      id: 'failures',
      label: t('sources.failures'),
      isNumber: true,
      render: row => count(row.failureCount),
    },
    {
      id: 'next',
      label: t('sources.next'),
      render: row => <NextRun row={row} />,
    },
    ...(mayManage
      ? [
          {
            id: 'actions',
            label: t('sources.actions'),
            isAction: true,
            render: (row: StreamRow) => (
              <StreamActions row={row} onDone={onDone} />
            ),
          },
        ]
      : []),
  ];
}
