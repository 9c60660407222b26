import type {
  PersonMessage,
  PersonRow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { FACT_TABLES } from '../facts/factTables';

const ROLES = Object.values(FACT_TABLES).flatMap(({ table, fields }) => {
  const identities = fields.filter(({ type }) => type === 'identity');
  const keys = identities.map(({ columns }) => columns[0].name);
  return identities.map(({ name, columns }) => ({
    table,
    role: name,
    column: columns[0].name,
    /** Accounts of others, and what only the database understands. */
    left: [...keys, 'id', 'scope_id', 'field_times'],
  }));
});

/** The keys of those accounts that are the person's alone: one that two Users claim is nobody's. */
export async function readOwnKeys(options: {
  readonly knex: Knex;
  readonly personKey: string;
  readonly keys: readonly string[];
}): Promise<string[]> {
  const { knex, personKey, keys } = options;
  const { rows } = await knex.raw<{ rows: { key: string }[] }>(
    `select told.key
     from unnest(cast(:keys as text[])) as told (key)
     where not exists (
       select from identities as account
       join people as person on person.id = account.person_id
       where account.key = told.key and person.key <> :personKey)`,
    { keys: [...keys], personKey } as never,
  );
  return rows.map(({ key }) => key);
}

/** The facts that name one of these accounts, newest first. */
export async function listPersonFacts(options: {
  readonly knex: Knex;
  readonly keys: readonly string[];
  readonly limit: number;
}): Promise<PersonRow[]> {
  const { knex, keys, limit } = options;
  const found: PersonRow[] = [];
  for (const { table, role, column, left } of ROLES) {
    const { rows } = await knex.raw<{ rows: PersonRow[] }>(
      `select
         cast(:table as text) as "table", cast(:role as text) as role,
         scope.source, scope.external_id as scope,
         to_jsonb(fact) - cast(:left as text[]) as row
       from :table: as fact
       join scopes as scope on scope.id = fact.scope_id
       where fact.:column: = any(cast(:keys as text[]))
       order by fact.source_updated_at desc, fact.id
       limit :limit`,
      { table, role, column, left, keys: [...keys], limit } as never,
    );
    found.push(...rows);
  }
  return found;
}

/** Payloads and webhooks in which one of these texts stands, newest first. */
export async function listPersonMessages(options: {
  readonly knex: Knex;
  /** Regular expressions of Postgres. */
  readonly patterns: readonly string[];
  readonly limit: number;
}): Promise<PersonMessage[]> {
  const { knex, patterns, limit } = options;
  const pattern = patterns.join('|');
  const { rows } = await knex.raw<{
    rows: (Omit<PersonMessage, 'receivedAt'> & { receivedAt: Date })[];
  }>(
    `select 'payloads' as "table", scope.source, payload.stream as name,
       payload.observed_at as "receivedAt", payload.body
     from payloads as payload
     join scopes as scope on scope.id = payload.scope_id
     where cast(payload.body as text) ~* :pattern
     union all
     select 'webhook_deliveries', source, delivery_key, received_at, body
     from webhook_deliveries
     where cast(body as text) ~* :pattern
     order by "receivedAt" desc
     limit :limit`,
    { pattern, limit },
  );
  return rows.map(row => ({
    ...row,
    receivedAt: row.receivedAt.toISOString(),
  }));
}

/** What somebody corrected by hand. */
export async function listPersonCorrections(options: {
  readonly knex: Knex;
  readonly entityRef: string;
}): Promise<JsonObject[]> {
  const { rows } = await options.knex.raw<{ rows: { row: JsonObject }[] }>(
    `select to_jsonb(mark) - array['id', 'entity_id', 'scope_id', 'deployment_scope_id']
       || jsonb_build_object('entity', entity.ref) as row
     from marks as mark
     join entities as entity on entity.id = mark.entity_id
     where :entityRef in (mark.created_by, mark.revoked_by)
     order by mark.id`,
    { entityRef: options.entityRef },
  );
  return rows.map(({ row }) => row);
}
