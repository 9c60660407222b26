import { numberFormat } from './numberFormat';

/** A number with at most one decimal, none from 10. */
export function numberText(value: number, locale: string): string {
  return numberFormat(locale, Math.abs(value) < 9.95 ? 1 : 0).format(value);
}
