import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  root: {
    position: 'absolute',
    zIndex: 2,
    left: 0,
    right: 0,
    display: 'flex',
    pointerEvents: 'none',
  },
  fromRight: { flexDirection: 'row-reverse' },
  tooltip: { flex: 'none', width: 'max-content', maxWidth: 'min(280px, 100%)' },
});

const DISTANCE = 14;

export interface MarkTooltipProps {
  /** Where the mark lies, in pixels from the top left of a positioned parent. */
  readonly x: number;
  readonly y: number;
  /** The parent's width: beyond its middle the tooltip is on the mark's left. */
  readonly width: number;
  readonly children: ReactNode;
}

/** What stands behind a mark, below it and to the side where there is room; it never leaves its chart sideways. */
export function MarkTooltip({ x, y, width, children }: MarkTooltipProps) {
  const classes = useStyles();
  const isFromRight = x > width / 2;
  return (
    <div
      className={`${classes.root} ${isFromRight ? classes.fromRight : ''}`}
      style={{ top: y + DISTANCE }}
    >
      {/* Gives way where the tooltip needs more room than is left beside the mark. */}
      <div style={{ flex: `0 1 ${isFromRight ? width - x : x}px` }} />
      <div className={classes.tooltip} role="tooltip">
        {children}
      </div>
    </div>
  );
}
