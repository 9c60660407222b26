import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { runTask } from './runTask';

/** Lets each connector renew what expires; one that fails keeps no other from it. */
export async function maintainConnectors(options: {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connectors, signal } = options;
  for (const connector of connectors) {
    if (signal.aborted) return;
    if (!connector.maintain) continue;
    await runTask({
      ...options,
      connector,
      task: 'subscriptions',
      failing: 'could not renew its subscriptions',
      run: async () => connector.maintain?.({ signal }),
    });
  }
}
