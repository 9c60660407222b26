import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

const PAUSE_MS = 50;

/** Notes which replicas hold leases, from its start until it is stopped. */
export function watchReplicas(knex: Knex) {
  const replicas = new Set<string>();
  const stopped = new AbortController();
  let watching: Promise<void> | undefined;

  async function watch(): Promise<void> {
    while (!stopped.signal.aborted) {
      const leases: string[] = await knex('streams')
        .whereNotNull('leased_by')
        .distinct()
        .pluck('leased_by');
      for (const lease of leases) replicas.add(lease.split('/')[0]);
      await sleep(PAUSE_MS);
    }
  }

  return {
    start() {
      watching = watch();
    },
    count: () => replicas.size,
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}
