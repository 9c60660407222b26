import { useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import { TOUCH_TARGET_PX } from '../../hooks';

/** A single mark of a chart and where it lies, in pixels. */
export interface MarkPlace {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The behaviour of single marks in an SVG: one stop for the tab key, arrow keys from mark to mark, Enter opens.
 * A finger covers several marks, so it gets the nearest one's tooltip, and opens it with a second tap.
 */
export function useMarks<TMark extends MarkPlace>(
  marks: readonly TMark[],
  onOpen: (mark: TMark) => void,
) {
  const [shownId, setShownId] = useState<string>();
  const [reachableId, setReachableId] = useState<string>();
  const elements = useRef(new Map<string, SVGGElement>());
  const isTouch = useRef(false);
  const tappedId = useRef<string>();
  const reachable = marks.find(mark => mark.id === reachableId) ?? marks[0];

  const focusMark = (mark: TMark | undefined) => {
    if (!mark) return;
    setReachableId(mark.id);
    elements.current.get(mark.id)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const targets: Record<string, number> = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: marks.length - 1,
    };
    if (event.key === 'Enter' || event.key === ' ') onOpen(marks[index]);
    else if (event.key === 'Escape') setShownId(undefined);
    else if (event.key in targets) focusMark(marks[targets[event.key]]);
    else return;
    event.preventDefault();
  };
  const onTap = ({ currentTarget, clientX, clientY }: MouseEvent) => {
    if (!isTouch.current) return;
    const { left, top } = currentTarget.getBoundingClientRect();
    const distance = (mark: TMark) =>
      Math.hypot(mark.x - clientX + left, mark.y - clientY + top);
    const [nearest] = [...marks].sort((a, b) => distance(a) - distance(b));
    const tapped =
      nearest && distance(nearest) <= TOUCH_TARGET_PX / 2 ? nearest : undefined;
    if (tapped && tapped.id === tappedId.current) onOpen(tapped);
    tappedId.current = tapped?.id;
    setShownId(tapped?.id);
  };

  return {
    shown: marks.find(mark => mark.id === shownId),
    surfaceProps: {
      onPointerDown: ({ pointerType }: PointerEvent) => {
        isTouch.current = pointerType === 'touch';
        if (!isTouch.current) tappedId.current = undefined;
      },
      onClick: onTap,
    },
    markProps: (mark: TMark, index: number) => ({
      ref: (element: SVGGElement | null) => {
        if (element) elements.current.set(mark.id, element);
        else elements.current.delete(mark.id);
      },
      role: 'button',
      tabIndex: mark.id === reachable?.id ? 0 : -1,
      onClick: () => {
        if (!isTouch.current) onOpen(mark);
      },
      onKeyDown: (event: KeyboardEvent) => onKeyDown(event, index),
      onFocus: () => setShownId(mark.id),
      onBlur: () => setShownId(undefined),
      onMouseEnter: () => setShownId(mark.id),
      onMouseLeave: () => {
        // A mouse that lies where it was is no reason to take away what a finger asked for.
        if (tappedId.current !== mark.id) setShownId(undefined);
      },
    }),
  };
}
