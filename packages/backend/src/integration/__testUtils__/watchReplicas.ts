import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';

const PAUSE_MS = 50;

/** Notes which replicas hold leases, until it is stopped. */
export function watchReplicas(knex: Knex) {
  const replicas = new Set<string>();
  const stopped = new AbortController();
  const watching = (async () => {
    while (!stopped.signal.aborted) {
      const leases: string[] = await knex('streams')
        .whereNotNull('leased_by')
        .distinct()
        .pluck('leased_by');
      for (const lease of leases) replicas.add(lease.split('/')[0]);
      await sleep(PAUSE_MS);
    }
  })();
  return {
    async stop(): Promise<number> {
      stopped.abort();
      await watching;
      return replicas.size;
    },
  };
}
