import type { Knex } from 'knex';

/** Makes a stream due now, whatever stopped it. Says whether there is such a stream. */
export async function retryStream(options: {
  readonly knex: Knex;
  readonly streamId: number;
}): Promise<{ isFound: boolean }> {
  const { knex, streamId } = options;
  const count = await knex('streams')
    .where({ id: streamId })
    .update({ due_at: knex.fn.now() });
  return { isFound: count > 0 };
}
