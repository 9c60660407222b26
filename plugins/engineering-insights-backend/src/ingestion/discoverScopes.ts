import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { runTask } from './runTask';
import { takeInScopes } from './takeInScopes';

/** Scopes per transaction. */
const BATCH_SIZE = 500;

/** Finds the scopes that no entity needs to name, and binds them to the entities that they are about. */
export async function discoverScopes(options: {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connectors, signal } = options;
  for (const connector of connectors) {
    if (signal.aborted) return;
    if (!connector.organizationScopes) continue;
    await runTask({
      ...options,
      connector,
      task: 'scopes',
      failing: 'could not say which scopes it has',
      run: () => discover({ ...options, connector }),
    });
  }
}

async function discover(options: {
  readonly knex: Knex;
  readonly connector: Connector;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { knex, connector, signal } = options;
  let batch: ScopeRef[] = [];
  const takeIn = async () => {
    await knex.transaction(trx =>
      takeInScopes({ knex: trx, connector, scopes: batch }),
    );
    batch = [];
  };
  for await (const scope of connector.organizationScopes!({ signal })) {
    batch.push(scope);
    if (batch.length === BATCH_SIZE) await takeIn();
  }
  await takeIn();
}
