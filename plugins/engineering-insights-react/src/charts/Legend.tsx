import { makeStyles } from '@material-ui/core/styles';
import type { CSSProperties, ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: 12,
    lineHeight: '16px',
  },
  item: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) },
  swatch: { width: 10, height: 10, borderRadius: 2 },
}));

export interface LegendProps {
  readonly items: readonly {
    readonly label: string;
    readonly color?: string;
    readonly isHatched?: boolean;
    readonly symbol?: ReactNode;
  }[];
  readonly className?: string;
}

function swatchStyle({
  color,
  isHatched,
}: LegendProps['items'][number]): CSSProperties {
  return isHatched
    ? {
        background: `repeating-linear-gradient(45deg, ${color} 0 1px, transparent 1px 4px)`,
        boxShadow: `inset 0 0 0 1px ${color}`,
      }
    : { backgroundColor: color };
}

/** What the colours and marks of a chart mean. */
export function Legend({ items, className }: LegendProps) {
  const classes = useStyles();
  return (
    <ul className={className ? `${classes.root} ${className}` : classes.root}>
      {items.map((item, index) => (
        // Two services may have one title.
        <li key={index} className={classes.item}>
          {item.symbol ?? (
            <span
              className={classes.swatch}
              data-ink
              style={swatchStyle(item)}
            />
          )}
          {item.label}
        </li>
      ))}
    </ul>
  );
}
