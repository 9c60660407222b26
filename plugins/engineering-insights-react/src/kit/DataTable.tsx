import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useIsPrinting, useLayoutSize } from '../hooks';
import { Pages } from './Pages';
import { sortRows } from './sortRows';

const useStyles = makeStyles(theme => ({
  scroll: { overflowX: 'auto' },
  head: {
    fontSize: 12,
    fontWeight: 600,
    whiteSpace: 'nowrap',
    padding: theme.spacing(1),
    color: theme.palette.text.secondary,
    '&:first-child': { paddingLeft: 0 },
    '&:last-child': { paddingRight: 0 },
  },
  cell: {
    fontSize: 13,
    lineHeight: '18px',
    padding: theme.spacing(0.75, 1),
    height: 20,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
    '&:first-child': { paddingLeft: 0 },
    '&:last-child': { paddingRight: 0 },
  },
  words: { whiteSpace: 'normal', minWidth: 160 },
  selected: { backgroundColor: theme.palette.action.selected },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  empty: {
    fontSize: 14,
    padding: theme.spacing(2, 0),
    color: theme.palette.text.secondary,
  },
}));

export interface DataColumn<TRow> {
  readonly id: string;
  readonly label: string;
  readonly isNumber?: boolean;
  /** Whether a cell may take several lines. */
  readonly isText?: boolean;
  /** Whether it holds what can be done, which paper has no use for. */
  readonly isAction?: boolean;
  /** What the column sorts by; absent where it does not sort. */
  readonly sortValue?: (row: TRow) => string | number | undefined;
  readonly render: (row: TRow) => ReactNode;
}

export interface DataTableProps<TRow> {
  readonly label: string;
  readonly columns: readonly DataColumn<TRow>[];
  readonly rows: readonly TRow[];
  readonly rowId: (row: TRow) => string;
  readonly sort: { readonly column: string; readonly isDescending: boolean };
  readonly onSort: (sort: { column: string; isDescending: boolean }) => void;
  readonly pageSize: number;
  /** The row to show and to mark. */
  readonly selectedId?: string;
  /** A row where there is no room for columns. */
  readonly renderItem: (row: TRow) => ReactNode;
  readonly emptyText: string;
}

function usePage<TRow>({
  rows,
  rowId,
  pageSize,
  selectedId,
}: DataTableProps<TRow>) {
  const [page, setPage] = useState(0);
  const lastPage = Math.max(0, Math.ceil(rows.length / pageSize) - 1);
  const selectedIndex =
    selectedId === undefined
      ? -1
      : rows.findIndex(row => rowId(row) === selectedId);
  useEffect(() => {
    if (selectedIndex >= 0) setPage(Math.floor(selectedIndex / pageSize));
    // Only a new choice turns the page; the reader may then turn on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedId, pageSize]);
  const shownPage = Math.min(page, lastPage);
  return { page: shownPage, lastPage, setPage };
}

/** Rows that sort and turn pages; on a phone each row is an item of a list. */
export function DataTable<TRow>(props: DataTableProps<TRow>) {
  const classes = useStyles();
  const isNarrow = useLayoutSize() === 'narrow';
  const isPrinting = useIsPrinting();
  const column =
    props.columns.find(({ id }) => id === props.sort.column) ??
    props.columns[0];
  const rows = sortRows(props.rows, column.sortValue, props.sort.isDescending);
  const { page, lastPage, setPage } = usePage({ ...props, rows });
  // Nobody turns the pages of a table on paper.
  const shown = isPrinting
    ? rows
    : rows.slice(page * props.pageSize, (page + 1) * props.pageSize);
  if (rows.length === 0)
    return <div className={classes.empty}>{props.emptyText}</div>;
  return (
    <div>
      {isNarrow ? (
        <ItemList {...props} rows={shown} />
      ) : (
        <RowTable {...props} rows={shown} />
      )}
      {lastPage > 0 && !isPrinting && (
        <Pages
          page={page}
          lastPage={lastPage}
          pageSize={props.pageSize}
          total={rows.length}
          onPage={setPage}
        />
      )}
    </div>
  );
}

function useScrollTo(isSelected: boolean) {
  const ref = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isSelected)
      ref.current?.scrollIntoView?.({ block: 'center', behavior: 'smooth' });
  }, [isSelected]);
  return ref;
}

function Row<TRow>({
  row,
  columns,
  isSelected,
}: {
  row: TRow;
  columns: readonly DataColumn<TRow>[];
  isSelected: boolean;
}) {
  const classes = useStyles();
  const ref = useScrollTo(isSelected);
  return (
    <TableRow
      ref={element => {
        ref.current = element;
      }}
      className={isSelected ? classes.selected : undefined}
      aria-selected={isSelected || undefined}
    >
      {columns.map(column => (
        <TableCell
          key={column.id}
          data-no-print={column.isAction || undefined}
          className={
            column.isText ? `${classes.cell} ${classes.words}` : classes.cell
          }
          align={column.isNumber ? 'right' : 'left'}
        >
          {column.render(row)}
        </TableCell>
      ))}
    </TableRow>
  );
}

function RowTable<TRow>({
  label,
  columns,
  rows,
  rowId,
  sort,
  onSort,
  selectedId,
}: DataTableProps<TRow>) {
  const classes = useStyles();
  const header = (column: DataColumn<TRow>) => {
    const isSorted = column.id === sort.column;
    const direction = sort.isDescending ? 'desc' : 'asc';
    return (
      <TableCell
        key={column.id}
        data-no-print={column.isAction || undefined}
        className={classes.head}
        align={column.isNumber ? 'right' : 'left'}
        sortDirection={isSorted ? direction : false}
      >
        {column.sortValue ? (
          <TableSortLabel
            active={isSorted}
            direction={isSorted ? direction : 'desc'}
            onClick={() =>
              onSort({
                column: column.id,
                isDescending: isSorted ? !sort.isDescending : true,
              })
            }
          >
            {column.label}
          </TableSortLabel>
        ) : (
          column.label
        )}
      </TableCell>
    );
  };
  return (
    <div className={classes.scroll}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>{columns.map(header)}</TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <Row
              key={rowId(row)}
              row={row}
              columns={columns}
              isSelected={rowId(row) === selectedId}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Item({
  isSelected,
  children,
}: {
  readonly isSelected: boolean;
  readonly children: ReactNode;
}) {
  const classes = useStyles();
  const ref = useScrollTo(isSelected);
  return (
    <li
      ref={element => {
        ref.current = element;
      }}
      className={`${classes.item} ${isSelected ? classes.selected : ''}`}
    >
      {children}
    </li>
  );
}

function ItemList<TRow>({
  label,
  rows,
  rowId,
  selectedId,
  renderItem,
}: DataTableProps<TRow>) {
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={label}>
      {rows.map(row => (
        <Item key={rowId(row)} isSelected={rowId(row) === selectedId}>
          {renderItem(row)}
        </Item>
      ))}
    </ul>
  );
}
