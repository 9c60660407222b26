import type { Knex } from 'knex';
import { LeaseLostError } from './LeaseLostError';

export interface LeaseOptions {
  readonly knex: Knex;
  readonly streamId: number;
  readonly lease: string;
  readonly leaseSeconds: number;
}

/**
 * Renews a lease, or fails because it is another's. In a transaction it also
 * keeps the stream from being claimed until the transaction ends.
 */
export async function holdLease(options: LeaseOptions): Promise<void> {
  const { knex, streamId, lease, leaseSeconds } = options;
  const count = await knex('streams')
    .where({ id: streamId, leased_by: lease })
    .update({
      leased_until: knex.raw('now() + make_interval(secs => ?)', [
        leaseSeconds,
      ]),
    });
  if (count === 0) {
    throw new LeaseLostError(`The lease of stream ${streamId} was taken over`);
  }
}
