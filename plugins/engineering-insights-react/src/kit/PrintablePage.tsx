import type { ReactNode } from 'react';
import { PrintingProvider } from '../hooks';

// Whatever the portal puts around the page is left out, by what it is not: something that the page is in, or in the
// page. What the page is in must not cut it: portals scroll inside of boxes as high as the window.
const STYLE = `
@media screen {
  [data-print-only] { display: none; }
}
@media print {
  body :not(:has([data-print-page])):not([data-print-page], [data-print-page] *) {
    display: none !important;
  }
  html, body, body :has([data-print-page]) {
    display: block !important;
    position: static !important;
    width: auto !important;
    height: auto !important;
    min-height: 0 !important;
    max-height: none !important;
    margin: 0 !important;
    padding: 0 !important;
    overflow: visible !important;
    background: #fff !important;
    border: none !important;
    box-shadow: none !important;
  }
  [data-print-page], [data-print-page] :not([data-ink], svg, svg *) {
    color: #1a1a1a !important;
    background-color: transparent !important;
    border-color: #c4c4c4 !important;
    box-shadow: none !important;
  }
  [data-print-page] div:not([role="status"]) { overflow: visible !important; }
  [data-print-page] [data-no-print] { display: none !important; }
  [data-print-page] svg { max-width: 100%; height: auto; }
  [data-print-page] .recharts-wrapper { max-width: 100%; }
  [data-print-page] td, [data-print-page] th { white-space: normal !important; }
  [data-print-page] tr, [data-print-page] li { break-inside: avoid; }
  [data-print-page] * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/**
 * A page that prints whole and alone: dark on white in every theme, without the portal around it. Inside,
 * `data-no-print` leaves a control out, `data-print-only` is for paper, and `data-ink` keeps its colour.
 */
export function PrintablePage({ children }: { readonly children: ReactNode }) {
  return (
    <PrintingProvider>
      <style>{STYLE}</style>
      <div data-print-page>{children}</div>
    </PrintingProvider>
  );
}
