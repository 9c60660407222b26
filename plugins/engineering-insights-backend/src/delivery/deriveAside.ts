import type { Knex } from 'knex';
import type { DateTime } from 'luxon';
import { deriveEntity } from './deriveEntity';
import type { ResolvedPolicy } from './policy';

export interface DeriveAsideOptions<T> {
  readonly knex: Knex;
  readonly entityId: number;
  readonly policy: ResolvedPolicy;
  readonly now: DateTime;
  /** Reads what was derived, as if the policy were in force, over the given connection alone. */
  readonly read: (derived: {
    readonly knex: Knex.Transaction;
    readonly derivationId: number;
  }) => Promise<T>;
}

/** Ends the transaction without keeping anything of it. */
class TakenBack<T> extends Error {
  constructor(readonly result: T | undefined) {
    super('Taken back');
  }
}

/**
 * What an entity would have delivered under another policy: derives under it,
 * has it read, and takes all of it back. Nobody else sees anything of it; who
 * derives the entity meanwhile waits. Undefined where the entity is gone.
 */
export async function deriveAside<T>(
  options: DeriveAsideOptions<T>,
): Promise<T | undefined> {
  const { knex, entityId, policy, now, read } = options;
  try {
    return await knex.transaction(async trx => {
      const derived = await deriveEntity({ knex: trx, entityId, policy, now });
      throw new TakenBack(
        derived.status === 'gone'
          ? undefined
          : await read({ knex: trx, derivationId: derived.derivationId }),
      );
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result;
    throw error;
  }
}
