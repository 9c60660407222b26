import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(3),
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontFamily: theme.typography.fontFamily,
  },
  sentence: { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  action: {
    fontSize: 14,
    lineHeight: '20px',
    margin: theme.spacing(0.5, 0, 2),
    color: theme.palette.text.primary,
  },
}));

/** Why there is no overview, and what gives one. */
export function OverviewMessage({
  sentence,
  action,
  children,
}: {
  readonly sentence: string;
  readonly action?: string;
  readonly children?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <section className={classes.root} role="status">
      <h2 className={classes.sentence}>{sentence}</h2>
      {action && <p className={classes.action}>{action}</p>}
      {children}
    </section>
  );
}
