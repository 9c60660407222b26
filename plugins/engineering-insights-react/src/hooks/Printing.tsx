import { createContext, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';

const PrintingContext = createContext(false);

/** True while the browser prints the page. Set at once, since the browser takes the page as it stands. */
function usePrintEvents(): boolean {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const set = (value: boolean) => flushSync(() => setIsPrinting(value));
    const begin = () => set(true);
    const end = () => set(false);
    const follow = ({ matches }: { matches: boolean }) => set(matches);
    const media = window.matchMedia?.('print');
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    media?.addEventListener?.('change', follow);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
      media?.removeEventListener?.('change', follow);
    };
  }, []);
  return isPrinting;
}

/** Tells everything inside whether it is being printed. */
export function PrintingProvider({
  children,
}: {
  readonly children: ReactNode;
}) {
  return (
    <PrintingContext.Provider value={usePrintEvents()}>
      {children}
    </PrintingContext.Provider>
  );
}

export function useIsPrinting(): boolean {
  return useContext(PrintingContext);
}
