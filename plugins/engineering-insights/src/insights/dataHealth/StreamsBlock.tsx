import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityHealth,
  EntityStream,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  CopyButton,
  DataTable,
  useChartColors,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';

const PAGE_SIZE = 25;

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    justifyContent: 'space-between',
    fontSize: 13,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  text: { fontSize: 14, lineHeight: '20px' },
  hint: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    fontSize: 13,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
}));

const idOf = (stream: EntityStream) =>
  `${stream.source} ${stream.origin} ${stream.scope} ${stream.stream}`;

type State = 'failing' | 'stale' | 'collecting' | 'current';

function stateOf(stream: EntityStream): State {
  const { lastError, lastSuccessAt, isStale, isHistoryDone } = stream;
  if (lastError && (!lastSuccessAt || lastError.at > lastSuccessAt))
    return 'failing';
  if (isStale) return 'stale';
  return isHistoryDone ? 'current' : 'collecting';
}

function stateText(stream: EntityStream, t: Formats['t']): string {
  switch (stateOf(stream)) {
    case 'failing':
      return t('health.page.stateFailing');
    case 'stale':
      return t('health.page.stateStale');
    case 'collecting':
      return t('health.page.stateCollecting');
    default:
      return t('health.page.stateCurrent');
  }
}

function toDoText(stream: EntityStream, t: Formats['t']): string {
  const { lastError } = stream;
  switch (stateOf(stream)) {
    case 'failing':
      return lastError!.message;
    case 'stale':
      return t('health.page.toDoStale');
    default:
      return '';
  }
}

function StreamState({ stream }: { readonly stream: EntityStream }) {
  const { t } = useFormats();
  const colors = useChartColors();
  const isBad = ['failing', 'stale'].includes(stateOf(stream));
  return (
    <span style={isBad ? { color: colors.worse } : undefined}>
      {stateText(stream, t)}
    </span>
  );
}

function Instant({
  iso,
  unknown,
}: {
  readonly iso?: string;
  readonly unknown: string;
}) {
  const { instant, instantUtc } = useFormats();
  if (!iso) return <>{unknown}</>;
  return (
    <time dateTime={iso} title={instantUtc(iso)}>
      {instant(iso)}
    </time>
  );
}

/** What to do only where there is something. */
function columnsOf(
  streams: readonly EntityStream[],
  { t }: Formats,
): readonly DataColumn<EntityStream>[] {
  return [
    {
      id: 'source',
      label: t('health.page.source'),
      sortValue: row => row.sourceTitle,
      render: row => row.sourceTitle,
    },
    {
      id: 'place',
      label: t('health.page.place'),
      sortValue: row => row.scope,
      isText: true,
      render: row => row.scope,
    },
    {
      id: 'stream',
      label: t('health.page.stream'),
      sortValue: row => row.stream,
      render: row => row.stream,
    },
    {
      id: 'lastRead',
      label: t('health.page.lastRead'),
      sortValue: row => row.lastSuccessAt,
      render: row => (
        <Instant iso={row.lastSuccessAt} unknown={t('health.page.never')} />
      ),
    },
    {
      id: 'coveredFrom',
      label: t('health.page.coveredFrom'),
      sortValue: row => row.coveredFrom,
      render: row => (
        <Instant iso={row.coveredFrom} unknown={t('health.page.unknown')} />
      ),
    },
    {
      id: 'state',
      label: t('health.page.state'),
      sortValue: row => stateText(row, t),
      render: row => <StreamState stream={row} />,
    },
    ...(streams.some(stream => toDoText(stream, t))
      ? [
          {
            id: 'toDo',
            label: t('health.page.toDo'),
            isText: true,
            render: (row: EntityStream) => toDoText(row, t),
          },
        ]
      : []),
  ];
}

function StreamItem({ stream }: { readonly stream: EntityStream }) {
  const classes = useStyles();
  const { t } = useFormats();
  return (
    <>
      <div className={classes.line}>
        <span>{`${stream.sourceTitle} · ${stream.scope}`}</span>
        <StreamState stream={stream} />
      </div>
      <div className={classes.line}>
        <span>{stream.stream}</span>
        <Instant iso={stream.lastSuccessAt} unknown={t('health.page.never')} />
      </div>
      <div className={classes.note}>
        {t('health.page.coveredFrom')}{' '}
        <Instant iso={stream.coveredFrom} unknown={t('health.page.unknown')} />
      </div>
      <div className={classes.note}>{toDoText(stream, t)}</div>
    </>
  );
}

function NoSources({
  hints,
}: {
  readonly hints: EntityHealth['annotationHints'];
}) {
  const classes = useStyles();
  const { t } = useFormats();
  return (
    <div className={classes.text}>
      {t('health.page.noSources')}{' '}
      {hints.length > 0 && t('health.page.noSourcesFix')}
      {hints.map(({ source, key, example }) => (
        <div key={key} className={classes.hint}>
          <span>{source}</span>
          <code>{`${key}: ${example}`}</code>
          <CopyButton label={t('kit.copy')} text={() => `${key}: ${example}`} />
        </div>
      ))}
    </div>
  );
}

/** How far each stream of an entity was read, and what to do where it was not. */
export function StreamsBlock({
  health,
  isBusy,
}: {
  readonly health: EntityHealth;
  readonly isBusy: boolean;
}) {
  const formats = useFormats();
  const { t } = formats;
  const [sort, setSort] = useState({ column: 'source', isDescending: false });
  return (
    <Block
      title={t('health.page.sources')}
      subtitle={t('health.page.sourcesSubtitle')}
      isBusy={isBusy}
    >
      {health.streams.length === 0 ? (
        <NoSources hints={health.annotationHints} />
      ) : (
        <DataTable
          label={t('health.page.sources')}
          columns={columnsOf(health.streams, formats)}
          rows={health.streams}
          rowId={idOf}
          sort={sort}
          onSort={setSort}
          pageSize={PAGE_SIZE}
          renderItem={row => <StreamItem stream={row} />}
          emptyText={t('kit.noRows')}
        />
      )}
    </Block>
  );
}
