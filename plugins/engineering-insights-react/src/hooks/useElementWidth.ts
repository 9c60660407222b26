import { useCallback, useRef, useState } from 'react';

/**
 * The width of an element as it changes: undefined until it is measured, which is before anything is painted, and the
 * given one while the element has none, because it is hidden or nothing is laid out.
 */
export function useElementWidth<TElement extends HTMLElement>(
  widthOfHidden: number,
) {
  const [width, setWidth] = useState<number>();
  const observer = useRef<ResizeObserver>();
  const ref = useCallback(
    (element: TElement | null) => {
      observer.current?.disconnect();
      if (!element) return;
      const measure = () => setWidth(element.clientWidth || widthOfHidden);
      measure();
      if (typeof ResizeObserver === 'undefined') return;
      observer.current = new ResizeObserver(measure);
      observer.current.observe(element);
    },
    [widthOfHidden],
  );
  return [ref, width] as const;
}
