import type { Knex } from 'knex';
import type { ReadableStream } from './claimStreams';

/** Gives each known scope a row for each stream that its connector has, with what it gives; new ones are due at once. */
export async function addStreams(options: {
  readonly knex: Knex;
  readonly streams: readonly ReadableStream[];
}): Promise<void> {
  await options.knex.raw(
    `
    insert into streams (scope_id, name, produces)
    select scopes.id, readable.stream, readable.produces
    from jsonb_to_recordset(cast(:readable as jsonb))
      as readable (source text, origin text, stream text, produces text[])
    join scopes
      on scopes.source = readable.source
      and scopes.origin = readable.origin
    where not exists (
      select from streams
      where streams.scope_id = scopes.id
        and streams.name = readable.stream
        and streams.produces = readable.produces
    )
    order by scopes.id, readable.stream
    on conflict (scope_id, name) do update
      set produces = excluded.produces`,
    { readable: JSON.stringify(options.streams) },
  );
}
