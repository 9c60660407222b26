import { makeStyles } from '@material-ui/core/styles';
import {
  BlockBoundary,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  wide: { gridTemplateColumns: 'repeat(12, minmax(0, 1fr))' },
  cell: {
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    // A part that is not there leaves no hole.
    '&:empty': { display: 'none' },
    '& > *': { flex: 1 },
  },
}));

/** Parts beside each other, in twelve columns where there is room and else below each other. */
export function Grid({ children }: { readonly children: ReactNode }) {
  const classes = useStyles();
  const isNarrow = useLayoutSize() === 'narrow';
  return (
    <div className={`${classes.root} ${isNarrow ? '' : classes.wide}`}>
      {children}
    </div>
  );
}

export interface CellProps {
  /** Of twelve columns. */
  readonly columns: number;
  readonly rows?: number;
  readonly children: ReactNode;
}

/** The place of one part in a grid; what cannot be drawn there leaves the others alone. */
export function Cell({ columns, rows = 1, children }: CellProps) {
  const classes = useStyles();
  const isNarrow = useLayoutSize() === 'narrow';
  return (
    <div
      className={classes.cell}
      style={
        isNarrow
          ? undefined
          : { gridColumn: `span ${columns}`, gridRow: `span ${rows}` }
      }
    >
      <BlockBoundary>{children}</BlockBoundary>
    </div>
  );
}
