import type { Knex } from 'knex';
import {
  DEFAULT_PRIVACY,
  type PrivacyRules,
} from '../../../privacy/PrivacyRules';

/** Adds to the rules who was erased. In a transaction nobody else is erased until its end. */
export async function withErasedNames(options: {
  readonly knex: Knex;
  readonly privacy?: PrivacyRules;
}): Promise<PrivacyRules> {
  const { knex, privacy = DEFAULT_PRIVACY } = options;
  const keys: string[] = await knex('erased_names').pluck('key');
  return { ...privacy, erased: new Set(keys) };
}
