import type { Knex } from 'knex';

/** Reads the salt that this installation made at its first start. */
export async function readIdentitySalt(options: {
  readonly knex: Knex;
}): Promise<string> {
  const row = await options.knex('installation').first('identity_salt');
  if (!row) {
    throw new Error(
      'The table installation is empty, so identities cannot be hashed as before. Restore its row from a backup; without one, insert a new identity_salt and replay or collect again.',
    );
  }
  return row.identity_salt;
}
