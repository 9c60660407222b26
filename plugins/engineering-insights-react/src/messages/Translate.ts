import type { engineeringInsightsTranslationRef } from './engineeringInsightsTranslationRef';

type Messages = (typeof engineeringInsightsTranslationRef)['T'];

/** The key of a message; those that differ by number have one, without `_one` and `_other`. */
export type MessageKey = {
  [Key in keyof Messages]: Key extends
    | `${infer Base}_one`
    | `${infer Base}_other`
    ? Base
    : Key;
}[keyof Messages];

/**
 * Turns a message's key and parameters into the reader's language. Backstage's
 * own type works the parameters out of the texts anew for each call, which takes
 * minutes and gigabytes with a thousand messages; this one knows the keys alone.
 */
export type Translate = (
  key: MessageKey,
  parameters?: Readonly<Record<string, string | number>>,
) => string;
