import { numberFormat } from '@sei-platform/plugin-engineering-insights-common';

/** A count, grouped as the reader's locale does. */
export function formatCount(count: number, locale: string): string {
  return numberFormat(locale, 0).format(count);
}
