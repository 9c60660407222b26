import { numberFormat } from './numberFormat';

/** A count, grouped as the reader's locale does. */
export function formatCount(count: number, locale: string): string {
  return numberFormat(locale, 0).format(count);
}
