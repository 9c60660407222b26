import { makeStyles } from '@material-ui/core/styles';
import type { HTMLAttributes, ReactNode } from 'react';
import { useFormats } from '../formats';
import { useElementWidth } from '../hooks';

const useStyles = makeStyles(theme => ({
  legend: { paddingTop: 8, boxSizing: 'border-box' },
  empty: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    fontSize: 12,
    color: theme.palette.text.secondary,
  },
}));

const DEFAULT_WIDTH = 640;
const LEGEND_HEIGHT = 28;

export interface ChartBodyProps {
  /** With a legend of one row; more rows make the chart higher. */
  readonly height: number;
  /** Nothing is known, so that there is nothing to draw. */
  readonly isEmpty: boolean;
  readonly legend?: ReactNode;
  /** Where the chart inside takes the focus and the arrow keys, Enter and the click are caught on their way up. */
  readonly handlers?: Pick<
    HTMLAttributes<HTMLDivElement>,
    'onPointerDown' | 'onClick' | 'onKeyDown'
  >;
  readonly children: (size: {
    readonly width: number;
    readonly height: number;
  }) => ReactNode;
}

/** The room that a chart has, as wide as its place, with its legend below. */
export function ChartBody({
  height,
  isEmpty,
  legend,
  handlers,
  children,
}: ChartBodyProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const [ref, width] = useElementWidth<HTMLDivElement>(DEFAULT_WIDTH);
  if (isEmpty)
    return (
      <div className={classes.empty} style={{ height }}>
        {t('chart.noData')}
      </div>
    );
  return (
    <div ref={ref}>
      <div {...handlers}>
        {/* Drawn once it is known how wide, since to draw a chart takes longer than all else. */}
        {width !== undefined &&
          children({ width, height: legend ? height - LEGEND_HEIGHT : height })}
      </div>
      {legend && (
        <div className={classes.legend} style={{ minHeight: LEGEND_HEIGHT }}>
          {legend}
        </div>
      )}
    </div>
  );
}
