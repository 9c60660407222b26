import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    padding: theme.spacing(2),
    breakInside: 'avoid',
  },
  header: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1.5),
  },
  titles: { flex: 1, minWidth: 0 },
  title: {
    ...theme.typography.body1,
    fontSize: 15,
    fontWeight: 600,
    lineHeight: '20px',
    margin: 0,
  },
  subtitle: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
  body: { flex: 1, minHeight: 0, minWidth: 0, position: 'relative' },
}));

export interface BlockProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
  readonly isBusy?: boolean;
}

/** One part of a page on paper of its own: a question, its unit, and the answer. */
export function Block({
  title,
  subtitle,
  actions,
  className,
  children,
  isBusy,
}: BlockProps) {
  const classes = useStyles();
  const id = useId();
  return (
    <section
      className={className ? `${classes.root} ${className}` : classes.root}
      aria-labelledby={id}
      aria-busy={isBusy || undefined}
    >
      <div className={classes.header}>
        <div className={classes.titles}>
          <h2 id={id} className={classes.title}>
            {title}
          </h2>
          {subtitle && <div className={classes.subtitle}>{subtitle}</div>}
        </div>
        {actions}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  );
}
