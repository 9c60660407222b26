import type { Knex } from 'knex';

/** Our delivery rows, as far as Apache DevLake's rules need them. Instants are milliseconds since 1970. */
export interface DevlakeRows {
  /** In their order. */
  readonly deployments: readonly { release: string; finishedAt: number }[];
  readonly pullRequests: readonly {
    number: number;
    firstCommitAt: number;
    createdAt: number;
    mergedAt: number;
    finishedAt: number;
  }[];
  readonly incidents: readonly {
    id: string;
    openedAt: number;
    resolvedAt?: number;
    /** When the deployment finished that is blamed; absent where there was none before. */
    blamedAt?: number;
    /** The release that is blamed. */
    blamed?: string;
  }[];
}

const DEPLOYMENTS_SQL = `
  select split_part(rollout.rollout_key, ':', 3) as "release",
         rollout.finished_at as "finishedAt"
    from entities as entity
    join rollouts as rollout on rollout.derivation_id = entity.derivation_id
   where entity.id = :entityId
   order by rollout.finished_at`;

const PULL_REQUESTS_SQL = `
  select pull_request.number as "number",
         (select min((commit ->> 'authoredAt')::timestamptz)
            from jsonb_array_elements(pull_request.commits) as commit)
           as "firstCommitAt",
         pull_request.created_at as "createdAt",
         pull_request.merged_at as "mergedAt",
         shipped.finished_at as "finishedAt"
    from entities as entity
    join deployment_pull_requests as shipped
      on shipped.derivation_id = entity.derivation_id
     and shipped.is_contributing
    join pull_requests as pull_request
      on pull_request.id = shipped.pull_request_id
   where entity.id = :entityId`;

// DevLake blames the last deployment before the incident, however long ago it was.
const INCIDENTS_SQL = `
  select incident.external_id as "id",
         incident.opened_at as "openedAt",
         incident.resolved_at as "resolvedAt",
         blamed.finished_at as "blamedAt",
         split_part(blamed.rollout_key, ':', 3) as "blamed"
    from entities as entity
    join entity_scopes as entity_scope on entity_scope.entity_id = entity.id
    join incidents as incident on incident.scope_id = entity_scope.scope_id
    left join lateral (
      select rollout.finished_at, rollout.rollout_key
        from rollouts as rollout
       where rollout.derivation_id = entity.derivation_id
         and rollout.finished_at < incident.opened_at
       order by rollout.finished_at desc
       limit 1) as blamed on true
   where entity.id = :entityId
   order by incident.opened_at`;

function withMilliseconds(row: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (value === null) return [];
      return [[name, value instanceof Date ? value.getTime() : value]];
    }),
  );
}

/** Reads what was derived for an entity. */
export async function readDevlakeRows(options: {
  knex: Knex;
  entityId: number;
}): Promise<DevlakeRows> {
  const { knex, entityId } = options;
  const read = async (sql: string) => {
    const { rows } = await knex.raw<{ rows: Record<string, unknown>[] }>(sql, {
      entityId,
    });
    return rows.map(withMilliseconds);
  };
  const rows = {
    deployments: await read(DEPLOYMENTS_SQL),
    pullRequests: await read(PULL_REQUESTS_SQL),
    incidents: await read(INCIDENTS_SQL),
  };
  return rows as unknown as DevlakeRows;
}
