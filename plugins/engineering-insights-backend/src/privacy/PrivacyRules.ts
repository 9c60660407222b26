export const PRIVACY_MODES = ['none', 'pseudonymous', 'full'] as const;

/**
 * What of persons is stored. `none`: hashes, and nothing says which accounts are
 * one person. `pseudonymous`: also which hashes are one User of the catalog.
 * `full`: what sources send, as they send it.
 */
export type PrivacyMode = (typeof PRIVACY_MODES)[number];

/** What may be stored, by the configuration. */
export interface PrivacyRules {
  readonly mode: PrivacyMode;
  /** Takes out of a title what no one is to read. */
  readonly redact: (title: string) => string;
  /** Keys of the names that are not stored in any form, as their persons were erased. */
  readonly erased?: ReadonlySet<string>;
}

export const DEFAULT_PRIVACY: PrivacyRules = {
  mode: 'pseudonymous',
  redact: title => title,
};
