import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** Makes the streams of scopes that are not known yet; they are due at once. */
export async function ensureStreams(options: {
  knex: Knex;
  streams: readonly {
    readonly scopeId: number;
    readonly name: string;
    readonly produces: readonly FactKind[];
  }[];
}): Promise<void> {
  const { knex, streams } = options;
  if (streams.length === 0) return;
  await knex.raw(
    `insert into streams (scope_id, name, produces)
     select distinct wanted."scopeId", wanted.name, wanted.produces
     from json_to_recordset(cast(:streams as json))
       as wanted("scopeId" integer, name text, produces text[])
     where not exists (
       select from streams as s
       where s.scope_id = wanted."scopeId" and s.name = wanted.name
     )
     order by 1, 2
     on conflict (scope_id, name) do nothing`,
    { streams: JSON.stringify(streams) },
  );
}
