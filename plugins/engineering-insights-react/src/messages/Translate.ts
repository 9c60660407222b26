import type { engineeringInsightsPagesTranslationRef } from './engineeringInsightsPagesTranslationRef';
import type { engineeringInsightsTranslationRef } from './engineeringInsightsTranslationRef';

type KeyOf<Messages> = {
  [Key in keyof Messages]: Key extends
    | `${infer Base}_one`
    | `${infer Base}_other`
    ? Base
    : Key;
}[keyof Messages];

/** The key of a message; those that differ by number have one, without `_one` and `_other`. */
export type MessageKey = KeyOf<(typeof engineeringInsightsTranslationRef)['T']>;

/** The same where the texts of the pages across services are there too. */
export type PagesMessageKey =
  | MessageKey
  | KeyOf<(typeof engineeringInsightsPagesTranslationRef)['T']>;

/**
 * Turns a message's key and parameters into the reader's language. Backstage's
 * own type works the parameters out of the texts anew for each call, which takes
 * minutes and gigabytes with a thousand messages; this one knows the keys alone.
 */
export type Translate = (
  key: MessageKey,
  parameters?: Readonly<Record<string, string | number>>,
) => string;

/** The same for the pages across services. */
export type PagesTranslate = (
  key: PagesMessageKey,
  parameters?: Readonly<Record<string, string | number>>,
) => string;
