/** A place of date-holidays' list: a country, or a part of it that has holidays of its own. */
export interface HolidayPlace {
  /** DE */
  readonly country: string;
  /** BY */
  readonly state?: string;
  /** A */
  readonly region?: string;
}

/** When a team works. */
export interface Calendar {
  /** What an annotation calls it; `default` of the default one. */
  readonly name: string;
  /** IANA: Europe/Berlin. */
  readonly timeZone: string;
  /** ISO: 1 is Monday, 7 is Sunday. */
  readonly workingDays: readonly number[];
  /** On the clock of the time zone, `HH:mm`; `24:00` is the end of the day. */
  readonly hours: { readonly from: string; readonly to: string };
  /** Whose public holidays are free; absent where all are worked. */
  readonly holidays?: HolidayPlace;
}
