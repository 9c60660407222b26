import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    fontSize: 14,
    lineHeight: '20px',
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
  },
}));

/** A line above the numbers that says what is to be known about all of them. */
export function Notice({ children }: { readonly children: ReactNode }) {
  const classes = useStyles();
  return (
    <div className={classes.root} role="status">
      {children}
    </div>
  );
}
