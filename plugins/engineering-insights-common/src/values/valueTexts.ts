/** What values read as in English; between braces stands what differs. A number and its unit stay on one line. */
export const VALUE_TEXTS = {
  underOneMinute: 'under 1\u00a0min',
  minutes: '{{minutes}}\u00a0min',
  hours: '{{hours}}\u00a0h',
  hoursMinutes: '{{hours}}\u00a0h {{minutes}}\u00a0min',
  days: '{{days}}\u00a0d',
  daysHours: '{{days}}\u00a0d {{hours}}\u00a0h',
  perDay: '{{rate}} per day',
  perWeek: '{{rate}} per week',
  perMonth: '{{rate}} per month',
  share: '{{percent}}\u00a0%',
  lines_one: '{{amount}} line',
  lines_other: '{{amount}} lines',
  people_one: '{{amount}} person',
  people_other: '{{amount}} people',
  estimate_one: '{{amount}} point',
  estimate_other: '{{amount}} points',
} as const;

type TextKey = keyof typeof VALUE_TEXTS;

/** The key of a text; those that differ by number have one, without `_one` and `_other`. */
export type ValueTextKey = {
  [Key in TextKey]: Key extends `${infer Base}_one` | `${infer Base}_other`
    ? Base
    : Key;
}[TextKey];

/** Which text says a value, and what stands in it; `count` tells the form of those that differ by number. */
export interface ValueText {
  readonly key: ValueTextKey;
  readonly parameters: Readonly<Record<string, string | number>>;
}
