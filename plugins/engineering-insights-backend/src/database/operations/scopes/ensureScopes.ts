import { webUrl } from '@sei-platform/plugin-engineering-insights-common';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';

/** A scope by its natural key. */
export interface ScopeKey {
  readonly source: string;
  /** Which installation; empty for the intake. */
  readonly origin: string;
  readonly externalId: string;
}

export type ScopeSpec = ScopeKey & Pick<ScopeRef, 'title' | 'url' | 'service'>;

/** The one text of a natural key. */
export function toScopeKey({ source, origin, externalId }: ScopeKey): string {
  return JSON.stringify([source, origin, externalId]);
}

/**
 * Gives each scope its id, in the order asked, and makes those that are new.
 * A title, URL or service that is told replaces the one known.
 */
export async function ensureScopes(options: {
  knex: Knex;
  scopes: readonly ScopeSpec[];
}): Promise<readonly number[]> {
  const { knex, scopes } = options;
  if (scopes.length === 0) return [];
  const distinct = new Map(scopes.map(scope => [toScopeKey(scope), scope]));
  const rows = [...distinct.keys()]
    .sort()
    .map(key => toRow(distinct.get(key)!));
  const bindings = { rows: JSON.stringify(rows) };
  await knex.raw(
    `with told as (
       select source, origin, external_id, title, url, service
       from json_to_recordset(cast(:rows as json))
         as r(source text, origin text, external_id text, title text, url text, service text)
     ),
     differing as (
       select told.*
       from told
       left join scopes as s using (source, origin, external_id)
       where s.id is null or s.title is distinct from coalesce(told.title, s.title)
         or s.url is distinct from coalesce(told.url, s.url)
         or s.service is distinct from coalesce(told.service, s.service)
     )
     insert into scopes as s (source, origin, external_id, title, url, service)
     select source, origin, external_id, coalesce(title, external_id), url, service
     from differing
     order by source, origin, external_id
     on conflict (source, origin, external_id) do update
       set title = case when excluded.title = excluded.external_id then s.title else excluded.title end,
         url = coalesce(excluded.url, s.url),
         service = coalesce(excluded.service, s.service)`,
    bindings,
  );
  // A statement of its own, so that it sees scopes that another replica made meanwhile.
  const { rows: found } = await knex.raw<{
    rows: { id: number; source: string; origin: string; externalId: string }[];
  }>(
    `select s.id, s.source, s.origin, s.external_id as "externalId"
     from scopes as s
     join json_to_recordset(cast(:rows as json))
       as told(source text, origin text, external_id text)
       using (source, origin, external_id)`,
    bindings,
  );
  const ids = new Map(found.map(scope => [toScopeKey(scope), scope.id]));
  return scopes.map(scope => ids.get(toScopeKey(scope))!);
}

function toRow(scope: ScopeSpec) {
  const { source, origin, externalId, title, url, service } = scope;
  return {
    source,
    origin,
    external_id: externalId,
    title,
    // A connector may have it from its source, and pages link to it.
    url: webUrl.safeParse(url).data,
    service,
  };
}
