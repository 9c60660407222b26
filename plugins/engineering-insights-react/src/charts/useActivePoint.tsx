import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useActiveTooltipDataPoints, useIsTooltipActive } from 'recharts';

/** Inside a chart: tells which point the pointer or the keyboard is on. */
export function ActivePointReporter<TPoint>({
  onActive,
}: {
  readonly onActive: (point?: TPoint) => void;
}) {
  const points = useActiveTooltipDataPoints<TPoint>();
  const isActive = useIsTooltipActive();
  const point = isActive ? points?.[0] : undefined;
  useEffect(() => onActive(point), [onActive, point]);
  return null;
}

/** Opens the point that the keyboard is on with Enter, or the one that is clicked. */
export function useActivePoint<TPoint>(onOpen: (point: TPoint) => void) {
  const active = useRef<TPoint>();
  const report = useRef((point?: TPoint) => {
    active.current = point;
  });
  const open = () => {
    if (active.current !== undefined) onOpen(active.current);
  };
  return {
    report: report.current,
    handlers: {
      onClick: open,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') open();
      },
    },
  };
}
