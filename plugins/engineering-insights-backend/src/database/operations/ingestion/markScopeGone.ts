import type { Knex } from 'knex';

/** Notes that the source no longer has a scope, or that it has it again. */
export async function markScopeGone(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly isGone: boolean;
}): Promise<void> {
  const { knex, scopeId, isGone } = options;
  const scope = knex('scopes').where({ id: scopeId });
  if (isGone)
    await scope.whereNull('gone_at').update({ gone_at: knex.fn.now() });
  else await scope.whereNotNull('gone_at').update({ gone_at: null });
}
