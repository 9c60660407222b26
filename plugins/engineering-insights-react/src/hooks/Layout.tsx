import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { useIsPrinting } from './Printing';
import { useElementWidth } from './useElementWidth';

/** How much room a page's content has: by its container, since a sidebar takes what a screen has. */
export type LayoutSize = 'narrow' | 'medium' | 'wide';

const NARROW_BELOW = 640;
const WIDE_FROM = 1000;

function layoutSize(width: number | undefined): LayoutSize {
  if (width === undefined || width >= WIDE_FROM) return 'wide';
  return width < NARROW_BELOW ? 'narrow' : 'medium';
}

const LayoutContext = createContext<LayoutSize>('wide');

export interface LayoutProviderProps {
  readonly className?: string;
  readonly children: ReactNode;
}

/** Measures its own width and tells everything inside how much room there is. A sheet of paper is of medium width. */
export function LayoutProvider({ className, children }: LayoutProviderProps) {
  const [ref, width] = useElementWidth<HTMLDivElement>(WIDE_FROM);
  const isPrinting = useIsPrinting();
  return (
    <div ref={ref} className={className}>
      <LayoutContext.Provider value={isPrinting ? 'medium' : layoutSize(width)}>
        {children}
      </LayoutContext.Provider>
    </div>
  );
}

export function useLayoutSize(): LayoutSize {
  return useContext(LayoutContext);
}
