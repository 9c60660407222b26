const formats = new Map<string, Intl.DateTimeFormat>();

/** The format of short names of months, of dates in UTC; kept, since making one takes longer than using it a hundred times. */
export function monthFormat(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    month: 'short',
    timeZone: 'UTC',
  });
  formats.set(locale, made);
  return made;
}
