import type {
  Evidence,
  ExplainRecord,
  MeasuredAs,
  MetricDefinition,
  ObservationKind,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { tellEvidence } from '../../database/operations/read/tellEvidence';
import type { ObservationRow } from './readObservations';

type Description = Pick<ExplainRecord, 'title' | 'url' | 'evidence'>;

/** `12:deployment:d-1`; what is no such key of a rollout is one of a commit. */
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

/** Of a fact that is seen by itself. */
const factSql = (table: string, title: string) => `
  select asked.entity_id as "entityId",
         asked.observation_key as "observationKey",
         ${title} as title,
         fact.url
    from unnest(:entityIds::int[], :keys::text[], :scopeIds::int[],
                :externalIds::text[])
         as asked (entity_id, observation_key, scope_id, external_id)
    join ${table} as fact
      on fact.scope_id = asked.scope_id
     and fact.external_id = asked.external_id`;

const ISSUE_SQL = factSql(
  'issues',
  `concat_ws(' ', coalesce(fact.key, fact.external_id), fact.title)`,
);

/** A sprint, `12:14`, or an issue in a sprint, `12:14:10001`. */
const SPRINT_SQL = `
  select asked.entity_id as "entityId",
         asked.observation_key as "observationKey",
         case
           when issue.id is null then sprint.name
           else concat_ws(' ', coalesce(issue.key, issue.external_id),
                  issue.title, 'in ' || sprint.name)
         end as title,
         coalesce(issue.url, sprint.url) as url
    from unnest(:entityIds::int[], :keys::text[], :scopeIds::int[],
                :externalIds::text[])
         as asked (entity_id, observation_key, scope_id, external_id)
    left join sprints as sprint
      on sprint.scope_id = asked.scope_id
     and sprint.external_id = split_part(asked.external_id, ':', 1)
    left join issues as issue
      on issue.scope_id = asked.scope_id
     and issue.external_id = substr(asked.external_id,
           nullif(strpos(asked.external_id, ':'), 0) + 1)`;

const RECORD_SQL: Readonly<Record<ObservationKind, string>> = {
  rollout: ROLLOUT_SQL,
  change: CHANGE_SQL,
  pullRequest: factSql(
    'pull_requests',
    `fact.title || ' (#' || fact.number || ')'`,
  ),
  review: factSql('reviews', 'fact.external_id'),
  issue: ISSUE_SQL,
  pipelineRun: factSql(
    'pipeline_runs',
    `concat_ws(' ', fact.pipeline, 'on ' || fact.branch, '(' || left(fact.sha, 7) || ')')`,
  ),
  // A policy may take an issue for an incident.
  incident: `${factSql('incidents', 'fact.title')} union all ${ISSUE_SQL}`,
  finding: factSql('findings', `coalesce(fact.title, fact.rule)`),
  qualityMeasure: factSql('quality_measures', 'fact.measure'),
  sprint: SPRINT_SQL,
};

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

/** What people call each observation and where they see it, by the kind of thing that the metric counts. */
export async function describeRecords(options: {
  readonly knex: Knex;
  readonly definition: MetricDefinition;
  readonly measuredAs?: MeasuredAs;
  readonly rows: readonly ObservationRow[];
  /** Named where the answer is for several services. */
  readonly refOf?: (entityId: number) => string | undefined;
}): Promise<readonly ExplainRecord[]> {
  const { knex, definition, measuredAs, rows, refOf } = options;
  const { observationKind: kind, categories } = definition;
  // What is left out of the changes may be a rollout that brought none.
  const isRollout = (row: ObservationRow) =>
    kind === 'change' && ROLLOUT_KEY.test(row.observationKey);
  const others = rows.filter(row => !isRollout(row));
  const described = [
    ...(await describe(knex, ROLLOUT_SQL, rows.filter(isRollout))),
    ...(await describe(knex, RECORD_SQL[kind], others)),
    // Of what is counted by pull request only what has none is a commit.
    ...(measuredAs?.unit === 'pullRequest'
      ? await describe(knex, RECORD_SQL.pullRequest, others)
      : []),
  ];
  const descriptions = new Map<string, Description>(
    described.map(row => [
      descriptionKey(row),
      {
        title: row.title ?? row.observationKey,
        ...(row.url && { url: row.url }),
        ...(row.evidence && { evidence: tellEvidence(row.evidence) }),
      },
    ]),
  );
  return rows.map(row => {
    const entityRef = refOf?.(row.entityId);
    return {
      observationKey: row.observationKey,
      observedAt: row.observedAt.toISOString(),
      ...(row.value !== null && { value: row.value }),
      ...(row.categoryNo && { category: categories?.[row.categoryNo - 1].id }),
      ...(row.excludedReason && { excludedReason: row.excludedReason }),
      title: row.observationKey,
      ...descriptions.get(descriptionKey(row)),
      ...(entityRef && { entityRef }),
    };
  });
}
