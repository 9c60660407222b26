import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  Block,
  BlockError,
  BlockSkeleton,
  DataTable,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { DataColumn } from '@sei-platform/plugin-engineering-insights-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { TriageListId } from '../triageLists';

const useStyles = makeStyles(theme => ({
  more: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    fontSize: 12,
    paddingTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
}));

const SKELETON_HEIGHT = 160;

/** What a list of pages tells of itself. */
export interface TriageListQuery<T> {
  readonly data?: {
    readonly pages: readonly {
      readonly items: readonly T[];
      readonly totalCount: number;
    }[];
  };
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}

/** The place of a list on the page, to which the address may lead. */
export function TriagePlace({
  id,
  children,
}: {
  readonly id: TriageListId;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const [parameters] = useSearchParams();
  const { key } = useLocation();
  const isAsked = parameters.get('list') === id;
  useEffect(() => {
    if (isAsked) ref.current?.scrollIntoView?.({ block: 'start' });
    // Following the same link again leads there again.
  }, [isAsked, key]);
  return <div ref={ref}>{children}</div>;
}

export interface TriageBlockProps<T> {
  readonly id: TriageListId;
  readonly title: string;
  readonly subtitle: string;
  /** What is loading, for its sentence. */
  readonly what: string;
  readonly emptyText: string;
  readonly query: TriageListQuery<T>;
  readonly columns: readonly DataColumn<T>[];
  readonly rowId: (row: T) => string;
  readonly renderItem: (row: T) => ReactNode;
}

/** One list of triage with its states, in the order in which it is told. */
export function TriageBlock<T>(props: TriageBlockProps<T>) {
  const { id, title, subtitle, what, query } = props;
  return (
    <TriagePlace id={id}>
      <Block title={title} subtitle={subtitle}>
        {query.data && <Rows {...props} />}
        {!query.data && query.error && (
          <BlockError
            error={query.error}
            what={what}
            onRetry={() => query.refetch()}
          />
        )}
        {!query.data && !query.error && (
          <BlockSkeleton height={SKELETON_HEIGHT} what={what} />
        )}
      </Block>
    </TriagePlace>
  );
}

function Rows<T>(props: TriageBlockProps<T>) {
  const { title, query, columns, rowId, renderItem, emptyText } = props;
  const classes = useStyles();
  const { t, count } = usePagesFormats();
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap(page => page.items);
  return (
    <>
      <DataTable
        label={title}
        columns={columns}
        rows={rows}
        rowId={rowId}
        // None of the columns sorts: the order is that of the pages.
        sort={{ column: columns[0].id, isDescending: false }}
        onSort={() => undefined}
        pageSize={Math.max(rows.length, 1)}
        renderItem={renderItem}
        emptyText={emptyText}
      />
      {query.hasNextPage && (
        <div className={classes.more} data-no-print>
          <Button
            size="small"
            onClick={() => query.fetchNextPage()}
            aria-busy={query.isFetchingNextPage || undefined}
          >
            {t('triage.showMore')}
          </Button>
          {t('triage.shown', {
            shown: count(rows.length),
            total: count(pages[0]?.totalCount ?? rows.length),
          })}
        </div>
      )}
    </>
  );
}
