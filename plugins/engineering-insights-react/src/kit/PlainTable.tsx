import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: 13,
    lineHeight: '18px',
    fontVariantNumeric: 'tabular-nums',
  },
  head: {
    fontWeight: 600,
    fontSize: 12,
    textAlign: 'left',
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    padding: theme.spacing(0.5, 1),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:first-child': { paddingLeft: 0 },
    '&:last-child': { paddingRight: 0 },
  },
  cell: {
    padding: theme.spacing(0.75, 1),
    borderBottom: `1px solid ${theme.palette.divider}`,
    '&:first-child': { paddingLeft: 0 },
    '&:last-child': { paddingRight: 0 },
  },
  number: { textAlign: 'right', whiteSpace: 'nowrap' },
  caption: {
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clip: 'rect(0 0 0 0)',
  },
}));

export interface PlainTableProps {
  readonly caption?: string;
  readonly columns: readonly {
    readonly label: string;
    readonly isNumber?: boolean;
  }[];
  readonly rows: readonly {
    readonly id: string;
    readonly cells: readonly ReactNode[];
  }[];
}

/** A small table for reading; the deployments have one that sorts and searches. */
export function PlainTable({ caption, columns, rows }: PlainTableProps) {
  const classes = useStyles();
  // Columns are told apart by their place: two services may have one title.
  const numeric = (index: number) =>
    columns[index].isNumber ? classes.number : '';
  return (
    <table className={classes.root}>
      {caption && <caption className={classes.caption}>{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th
              key={index}
              scope="col"
              className={`${classes.head} ${numeric(index)}`}
            >
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            {columns.map((_, index) => (
              <td key={index} className={`${classes.cell} ${numeric(index)}`}>
                {row.cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
