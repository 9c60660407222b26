import type { Knex } from 'knex';
import type { StreamError } from '@sei-platform/plugin-engineering-insights-common';
import { nextDueAt } from './nextDueAt';

/** How the holder of a lease gives it back. */
export type Release =
  /** It was stopped: the next replica goes on at once. */
  | { readonly result: 'stopped' }
  | {
      readonly result: 'success';
      readonly dueInSeconds: number;
      /** ISO 8601. */
      readonly claimedAt: string;
    }
  | {
      /** `rateLimited`: the source asked to wait, which is a schedule and counts as no failure. */
      readonly result: 'failure' | 'rateLimited';
      readonly dueInSeconds: number;
      readonly error: Pick<StreamError, 'name' | 'message'>;
    };

/** Ends a lease and says when the stream is due next. Does nothing for a lease that is another's. */
export async function releaseStream(options: {
  readonly knex: Knex;
  readonly streamId: number;
  readonly lease: string;
  readonly release: Release;
}): Promise<void> {
  const { knex, streamId, lease, release } = options;
  await knex('streams')
    .where({ id: streamId, leased_by: lease })
    .update({
      leased_by: null,
      leased_until: null,
      ...('error' in release && {
        due_at: knex.raw('now() + make_interval(secs => ?)', [
          release.dueInSeconds,
        ]),
      }),
      ...(release.result === 'success' && {
        due_at: nextDueAt({
          knex,
          claimedAt: release.claimedAt,
          seconds: release.dueInSeconds,
        }),
        last_success_at: knex.fn.now(),
        failure_count: 0,
        last_error: null,
      }),
      ...(release.result === 'failure' && {
        failure_count: knex.raw('failure_count + 1'),
      }),
      ...('error' in release && {
        last_error: JSON.stringify({
          name: release.error.name,
          message: release.error.message,
          at: new Date().toISOString(),
        }),
      }),
    });
}
