import type { Knex } from 'knex';

/** Makes streams due that wait because their credential was refused: it may have been replaced. */
export async function resumeStreams(options: {
  readonly knex: Knex;
  /** Without it, of every source: after a restart. */
  readonly of?: {
    readonly source: string;
    readonly origin: string;
    readonly credential?: string;
  };
}): Promise<number> {
  const { knex, of } = options;
  return knex('streams')
    .whereRaw(`last_error ->> 'name' = 'AuthenticationError'`)
    .modify(query => {
      if (!of) return;
      query.whereIn(
        'scope_id',
        knex('scopes')
          .select('id')
          .where({ source: of.source, origin: of.origin }),
      );
      if (of.credential) query.where({ credential: of.credential });
    })
    .update({ due_at: knex.fn.now() });
}
