import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { bindByName } from '../database/operations/binding/bindByName';
import { ensureScopes } from '../database/operations/scopes/ensureScopes';
import { ensureStreams } from '../database/operations/scopes/ensureStreams';

/** Has scopes read that no entity needs to name. */
export async function takeInScopes(options: {
  readonly knex: Knex.Transaction;
  readonly connector: Connector;
  readonly scopes: readonly ScopeRef[];
}): Promise<void> {
  const { knex, connector, scopes } = options;
  const { id: source, origin, streams } = connector;
  const scopeIds = await ensureScopes({
    knex,
    scopes: scopes.map(scope => ({ ...scope, source, origin })),
  });
  await ensureStreams({
    knex,
    streams: scopeIds.flatMap(scopeId =>
      streams.map(({ name, produces }) => ({ scopeId, name, produces })),
    ),
  });
  await bindByName({ knex });
}
