import type { Knex } from 'knex';
import type { StreamError } from '@sei-platform/plugin-engineering-insights-common';

/**
 * Lets the other streams on a credential wait as well, at least until then. A
 * stream that is being read is left to its reader. Where the source named no
 * credential, all of the origin that named none wait. What is not due before
 * has nothing to wait for. That the source asks to wait never hides what else
 * stopped a stream.
 */
export async function postponeStreams(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly credential?: string;
  /** What was never read of the scopes whose id begins so would be read with it, and waits as well. */
  readonly scopePrefix?: string;
  readonly seconds: number;
  readonly error?: Pick<StreamError, 'name' | 'message'>;
}): Promise<void> {
  const { knex, source, origin, credential, scopePrefix, seconds, error } =
    options;
  await knex.raw(
    `
    with others as (
      select streams.id
      from streams
      join scopes on scopes.id = streams.scope_id
      where scopes.source = :source
        and scopes.origin = :origin
        and (
          streams.credential is not distinct from cast(:credential as text)
          or streams.credential is null
            and starts_with(
              scopes.external_id, cast(:scopePrefix as text)
            )
        )
        and (streams.leased_until is null or streams.leased_until < now())
        and streams.due_at < now() + make_interval(secs => :seconds)
      for update of streams skip locked
    )
    update streams
    set due_at = now() + make_interval(secs => :seconds),
      last_error = case
        when cast(:isRateLimit as boolean)
          and streams.last_error ->> 'name' <> 'RateLimitError'
          then streams.last_error
        else coalesce(cast(:error as jsonb), streams.last_error)
      end
    from others
    where streams.id = others.id`,
    {
      source,
      origin,
      credential: credential ?? null,
      scopePrefix: scopePrefix ?? null,
      seconds,
      isRateLimit: error?.name === 'RateLimitError',
      error: error
        ? JSON.stringify({
            name: error.name,
            message: error.message,
            at: new Date().toISOString(),
          })
        : null,
    },
  );
}
