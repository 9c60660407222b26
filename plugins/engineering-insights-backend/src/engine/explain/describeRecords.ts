import type {
  Evidence,
  ExplainRecord,
  ObservationKind,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { ObservationRow } from './readObservations';

type Description = Pick<ExplainRecord, 'title' | 'url' | 'evidence'>;

/** `12:deployment:d-1`; what is no such key of a rollout is one of a commit or pull request. */
const ROLLOUT_KEY = /^\d+:(deployment|release|pipelineRun|pullRequest):/;

interface DescriptionRow {
  readonly entityId: number;
  readonly observationKey: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly evidence?: readonly Evidence[] | null;
}

function keyBindings(rows: readonly ObservationRow[]) {
  return {
    entityIds: rows.map(row => row.entityId),
    keys: rows.map(row => row.observationKey),
    scopeIds: rows.map(row => Number(row.observationKey.split(':', 1)[0])),
    externalIds: rows.map(row =>
      row.observationKey.slice(row.observationKey.indexOf(':') + 1),
    ),
  };
}

const ROLLOUT_SQL = `
  select asked.entity_id as "entityId",
         asked.observation_key as "observationKey",
         coalesce(rollout.version, left(rollout.sha, 7), deployment.external_id)
           || coalesce(' to ' || deployment.environment, '') as title,
         deployment.url,
         failure.evidence
    from unnest(:entityIds::int[], :keys::text[])
         as asked (entity_id, observation_key)
    join entities as entity on entity.id = asked.entity_id
    join rollouts as rollout
      on rollout.derivation_id = entity.derivation_id
     and rollout.rollout_key = asked.observation_key
    left join lateral (
      select external_id, environment, url
        from deployments
       where deployments.rollout_id = rollout.id
       order by finished_at, id
       limit 1) as deployment on true
    left join failures as failure
      on failure.derivation_id = rollout.derivation_id
     and failure.rollout_id = rollout.id`;

// The commits of a squashed pull request have no title of their own, so what tells them apart is their SHA.
const CHANGE_SQL = `
  select asked.entity_id as "entityId",
         asked.observation_key as "observationKey",
         case
           when commit.title like '%(#' || pull_request.number || ')%'
             then commit.title
           when commit.title is not null
             then commit.title
               || coalesce(' (#' || pull_request.number || ')', '')
           when pull_request.title is not null
             then pull_request.title || ' (#' || pull_request.number
               || '), commit ' || left(asked.external_id, 7)
           else left(asked.external_id, 7)
         end as title,
         coalesce(commit.url, pull_request.url) as url
    from unnest(:entityIds::int[], :keys::text[], :scopeIds::int[],
                :externalIds::text[])
         as asked (entity_id, observation_key, scope_id, external_id)
    join entities as entity on entity.id = asked.entity_id
    left join commits as commit
      on commit.scope_id = asked.scope_id
     and commit.external_id = asked.external_id
    left join deployment_commits as claim
      on claim.derivation_id = entity.derivation_id
     and claim.scope_id = asked.scope_id
     and claim.sha = asked.external_id
    left join pull_requests as pull_request
      on pull_request.id = claim.pull_request_id`;

const PULL_REQUEST_SQL = `
  select asked.entity_id as "entityId",
         asked.observation_key as "observationKey",
         pull_request.title || ' (#' || pull_request.number || ')' as title,
         pull_request.url
    from unnest(:entityIds::int[], :keys::text[], :scopeIds::int[],
                :externalIds::text[])
         as asked (entity_id, observation_key, scope_id, external_id)
    join pull_requests as pull_request
      on pull_request.scope_id = asked.scope_id
     and pull_request.external_id = asked.external_id`;

async function describe(
  knex: Knex,
  sql: string,
  rows: readonly ObservationRow[],
): Promise<readonly DescriptionRow[]> {
  if (rows.length === 0) {
    return [];
  }
  const { rows: described } = await knex.raw<{ rows: DescriptionRow[] }>(
    sql,
    keyBindings(rows) as never,
  );
  return described;
}

const descriptionKey = (row: { entityId: number; observationKey: string }) =>
  `${row.entityId} ${row.observationKey}`;

/** What people call each observation and where they see it, by the kind of thing that it is. */
export async function describeRecords(options: {
  readonly knex: Knex;
  readonly kind: ObservationKind;
  readonly rows: readonly ObservationRow[];
  /** Named where the answer is for several services. */
  readonly refOf?: (entityId: number) => string | undefined;
}): Promise<readonly ExplainRecord[]> {
  const { knex, kind, rows, refOf } = options;
  const isRollout = (row: ObservationRow) =>
    kind !== 'pullRequest' && ROLLOUT_KEY.test(row.observationKey);
  const described = [
    ...(await describe(knex, ROLLOUT_SQL, rows.filter(isRollout))),
    ...(await describe(
      knex,
      kind === 'pullRequest' ? PULL_REQUEST_SQL : CHANGE_SQL,
      rows.filter(row => !isRollout(row)),
    )),
  ];
  const descriptions = new Map<string, Description>(
    described.map(row => [
      descriptionKey(row),
      {
        title: row.title ?? row.observationKey,
        ...(row.url && { url: row.url }),
        ...(row.evidence && { evidence: row.evidence }),
      },
    ]),
  );
  return rows.map(row => {
    const entityRef = refOf?.(row.entityId);
    return {
      observationKey: row.observationKey,
      observedAt: row.observedAt.toISOString(),
      ...(row.value !== null && { value: row.value }),
      ...(row.excludedReason && { excludedReason: row.excludedReason }),
      title: row.observationKey,
      ...descriptions.get(descriptionKey(row)),
      ...(entityRef && { entityRef }),
    };
  });
}
