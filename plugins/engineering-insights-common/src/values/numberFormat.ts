const formats = new Map<string, Intl.NumberFormat>();

/** The format of numbers with at most so many decimals; making one takes longer than using it a hundred times. */
export function numberFormat(
  locale: string,
  maximumFractionDigits: number,
): Intl.NumberFormat {
  const key = `${locale} ${maximumFractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits });
  formats.set(key, made);
  return made;
}
