import { useEffect, useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
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

// The chart learns of a tap a little after the tap, as of a pointer that came there.
const AFTER_TAP_MS = 60;

/**
 * Opens the point that the keyboard is on with Enter, or the one that is clicked. A finger cannot point without
 * tapping, so its first tap shows the point and a second one opens it.
 */
export function useActivePoint<TPoint>(onOpen: (point: TPoint) => void) {
  const active = useRef<TPoint>();
  const touched = useRef<{ readonly shown?: TPoint }>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const report = useRef((point?: TPoint) => {
    active.current = point;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const open = () => {
    if (active.current !== undefined) onOpen(active.current);
  };
  const openShown = (shown?: TPoint) => {
    if (shown !== undefined && active.current === shown) onOpen(shown);
  };
  return {
    report: report.current,
    handlers: {
      onPointerDown: ({ pointerType }: PointerEvent) => {
        touched.current =
          pointerType === 'touch' ? { shown: active.current } : undefined;
      },
      onClick: () => {
        const tap = touched.current;
        if (!tap) {
          open();
          return;
        }
        clearTimeout(timer.current);
        timer.current = setTimeout(() => openShown(tap.shown), AFTER_TAP_MS);
      },
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') open();
      },
    },
  };
}
