import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  STREAM_STATES,
  type SourceSummary,
  type StreamRow,
  type StreamsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockError,
  BlockSkeleton,
  DataTable,
  Pages,
  useDelayedValue,
  usePagesFormats,
  useStreams,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { Notice } from '../../page/Notice';
import { StreamActions, useMayManage } from './StreamActions';
import { NextRun, streamColumns, StreamState, Told } from './streamColumns';
import { useSourcesState } from './useSourcesState';

const PAGE_SIZE = 50;
const SKELETON_HEIGHT = 320;
const TYPING_MS = 300;
const UNSORTED = { column: '', isDescending: false };

const useStyles = makeStyles(theme => ({
  tools: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  },
  search: { flex: '1 1 160px', maxWidth: 320 },
  state: { flex: '0 1 220px', minWidth: 140 },
  told: { marginBottom: theme.spacing(1) },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0, 1),
    justifyContent: 'space-between',
    fontSize: 13,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
  },
}));

function Tools() {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const [{ state, text }, update] = useSourcesState();
  const label = state ? t(`sources.states.${state}`) : t('sources.stateAll');
  return (
    <div className={classes.tools} data-no-print>
      <TextField
        className={classes.search}
        size="small"
        variant="outlined"
        type="search"
        placeholder={t('kit.search')}
        inputProps={{ 'aria-label': t('kit.search') }}
        value={text}
        onChange={event => update({ text: event.target.value, page: 0 })}
      />
      <TextField
        className={classes.state}
        select
        size="small"
        variant="outlined"
        value={state ?? 'all'}
        SelectProps={{
          SelectDisplayProps: {
            'aria-label': `${t('sources.state')}: ${label}`,
          },
        }}
        onChange={event =>
          update({
            state:
              STREAM_STATES.find(each => each === event.target.value) ?? null,
            page: 0,
          })
        }
      >
        <MenuItem value="all">{t('sources.stateAll')}</MenuItem>
        {STREAM_STATES.map(each => (
          <MenuItem key={each} value={each}>
            {t(`sources.states.${each}`)}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
}

function StreamItem({
  row,
  mayManage,
  onDone,
}: {
  readonly row: StreamRow;
  readonly mayManage: boolean;
  readonly onDone: (text: string) => void;
}) {
  const classes = useStyles();
  return (
    <>
      <div className={classes.line}>
        <strong>{row.scope}</strong>
        <span>{row.stream}</span>
      </div>
      <StreamState row={row} />
      <div className={classes.line}>
        <Told iso={row.lastSuccessAt} />
        <NextRun row={row} />
      </div>
      {mayManage && <StreamActions row={row} onDone={onDone} />}
    </>
  );
}

function Streams({
  answer,
  onDone,
}: {
  readonly answer: StreamsAnswer;
  readonly onDone: (text: string) => void;
}) {
  const formats = usePagesFormats();
  const { t } = formats;
  const mayManage = useMayManage();
  const [state, update] = useSourcesState();
  const isFiltered = state.text !== '' || state.state !== undefined;
  const lastPage = Math.max(0, Math.ceil(answer.totalCount / PAGE_SIZE) - 1);
  return (
    <>
      <DataTable
        label={t('sources.streams')}
        columns={streamColumns({ formats, mayManage, onDone })}
        rows={answer.items}
        rowId={row => row.id}
        sort={UNSORTED}
        onSort={() => {}}
        pageSize={PAGE_SIZE}
        renderItem={row => (
          <StreamItem row={row} mayManage={mayManage} onDone={onDone} />
        )}
        emptyText={
          isFiltered ? t('sources.noMatch') : t('sources.noStreamsFix')
        }
      />
      {lastPage > 0 && (
        <Pages
          page={Math.min(state.page, lastPage)}
          lastPage={lastPage}
          pageSize={PAGE_SIZE}
          total={answer.totalCount}
          onPage={page => update({ page })}
        />
      )}
    </>
  );
}

/** The streams of a source, a page at a time, with what can be done with each. */
export function StreamsBlock({ source }: { readonly source: SourceSummary }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const [{ state, text, page }] = useSourcesState();
  const [told, setTold] = useState<string>();
  const query = useStreams({
    source: source.id,
    origin: source.origin,
    state,
    text: useDelayedValue(text, TYPING_MS) || undefined,
    cursor: page > 0 ? String(page * PAGE_SIZE) : undefined,
    limit: PAGE_SIZE,
  });
  return (
    <Block title={t('sources.streams')} isBusy={query.isFetching}>
      <Tools />
      <div className={told && classes.told} aria-live="polite">
        {told && <Notice>{told}</Notice>}
      </div>
      {query.data && <Streams answer={query.data} onDone={setTold} />}
      {!query.data && query.error && (
        <BlockError
          error={query.error}
          what={t('sources.whatStreams')}
          onRetry={() => query.refetch()}
        />
      )}
      {!query.data && !query.error && (
        <BlockSkeleton
          height={SKELETON_HEIGHT}
          what={t('sources.whatStreams')}
        />
      )}
    </Block>
  );
}
