import { makeStyles } from '@material-ui/core/styles';
import type {
  SourceSummary,
  SourcesSummaryAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  DataTable,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { sourceColumns } from './sourceColumns';
import { useSourcesState } from './useSourcesState';

const PAGE_SIZE = 50;

const useStyles = makeStyles(theme => ({
  line: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    fontSize: 13,
    lineHeight: '20px',
    '& > :last-child': { textAlign: 'right' },
  },
  note: {
    fontSize: 13,
    lineHeight: '18px',
    marginTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
}));

/** Every source, those with something to do first. */
export function SourcesBlock({
  answer,
  isBusy,
}: {
  readonly answer: SourcesSummaryAnswer;
  readonly isBusy: boolean;
}) {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t, count, instant } = formats;
  const [state, update] = useSourcesState();
  const columns = sourceColumns({
    formats,
    asOf: answer.asOf,
    onOpen: ({ id, origin }: SourceSummary) =>
      update({ source: { id, origin } }),
  });
  // In the order of the answer until a column is chosen.
  const sorted = columns.some(({ id }) => id === state.sort.column)
    ? columns
    : [{ ...columns[0], id: '', sortValue: undefined }, ...columns.slice(1)];
  return (
    <Block
      title={t('sources.title')}
      subtitle={t('sources.subtitle', { instant: instant(answer.asOf) })}
      isBusy={isBusy}
    >
      {answer.sources.length === 0 ? (
        <div>
          {t('sources.none')} {t('sources.noneFix')}
        </div>
      ) : (
        <DataTable
          label={t('sources.title')}
          columns={sorted}
          rows={answer.sources}
          rowId={row => `${row.id} ${row.origin}`}
          sort={state.sort}
          onSort={sort => update({ sort })}
          pageSize={PAGE_SIZE}
          renderItem={row => (
            <>
              {columns[0].render(row)}
              {columns.slice(1).map(column => (
                <div key={column.id} className={classes.line}>
                  <span>{column.label}</span>
                  <span>{column.render(row)}</span>
                </div>
              ))}
            </>
          )}
          emptyText={t('sources.none')}
        />
      )}
      <div className={classes.note}>
        {t('sources.components', {
          amount: count(answer.components.withMetricsCount),
          total: count(answer.components.totalCount),
        })}
      </div>
    </Block>
  );
}
