import { useCallback, useLayoutEffect, useState } from 'react';

/** The width of an element as it changes; undefined until it is known. */
export function useElementWidth<TElement extends HTMLElement>() {
  const [element, setElement] = useState<TElement | null>(null);
  const [width, setWidth] = useState<number>();
  const ref = useCallback((node: TElement | null) => setElement(node), []);

  useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = () => setWidth(element.clientWidth || undefined);
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);

  return [ref, width] as const;
}
