import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Which facts may be deployments. */
export type DeploymentFactKind =
  | 'deployment'
  | 'release'
  | 'pipelineRun'
  | 'pullRequest';

/** A fact that may be a deployment, before any policy; what a kind does not tell is null. */
export interface DeploymentFact {
  readonly scopeId: number;
  readonly factKind: DeploymentFactKind;
  readonly externalId: string;
  readonly url: string | null;
  readonly environment: string | null;
  readonly sha: string | null;
  readonly ref: string | null;
  readonly version: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly outcome: string | null;
  readonly sourceOutcome: string | null;
  readonly isRollback: boolean | null;
  readonly isUnplanned: boolean | null;
  readonly service: string | null;
  readonly pipeline: string | null;
  readonly branch: string | null;
  readonly isPrerelease: boolean | null;
  readonly stages: readonly DeploymentStage[] | null;
}

export interface DeploymentStage {
  readonly name: string;
  readonly startedAt?: string | null;
  readonly finishedAt?: string | null;
  readonly outcome: string;
}

const COLUMNS = `
    f.scope_id as "scopeId",
    f.external_id as "externalId",
    f.url as "url"`;

const SQL: Record<DeploymentFactKind, string> = {
  deployment: `
    select ${COLUMNS},
      'deployment' as "factKind",
      f.environment as "environment",
      f.sha as "sha",
      f.ref as "ref",
      f.version as "version",
      f.started_at as "startedAt",
      f.finished_at as "finishedAt",
      f.outcome as "outcome",
      f.source_outcome as "sourceOutcome",
      f.is_rollback as "isRollback",
      f.is_unplanned as "isUnplanned",
      f.service as "service",
      r.pipeline as "pipeline",
      coalesce(r.branch, f.ref) as "branch"
    from source_deployments as f
    left join pipeline_runs as r
      on r.scope_id = f.scope_id
      and r.external_id = f.pipeline_run_external_id
    where f.scope_id = any(:scopeIds)
      and f.deleted_at is null`,
  release: `
    select ${COLUMNS},
      'release' as "factKind",
      f.sha as "sha",
      f.external_id as "ref",
      f.external_id as "version",
      f.published_at as "startedAt",
      f.published_at as "finishedAt",
      'success' as "outcome",
      f.is_prerelease as "isPrerelease"
    from releases as f
    where f.scope_id = any(:scopeIds)
      and f.deleted_at is null`,
  pipelineRun: `
    select ${COLUMNS},
      'pipelineRun' as "factKind",
      f.sha as "sha",
      f.started_at as "startedAt",
      f.finished_at as "finishedAt",
      f.outcome as "outcome",
      f.source_outcome as "sourceOutcome",
      f.pipeline as "pipeline",
      f.branch as "branch",
      f.stages as "stages"
    from pipeline_runs as f
    where f.scope_id = any(:scopeIds)
      and f.pipeline = any(:pipelines)
      and f.deleted_at is null`,
  pullRequest: `
    select ${COLUMNS},
      'pullRequest' as "factKind",
      coalesce(f.merge_commit_sha, f.head_sha) as "sha",
      f.merged_at as "startedAt",
      f.merged_at as "finishedAt",
      'success' as "outcome",
      f.base_branch as "branch"
    from pull_requests as f
    where f.scope_id = any(:scopeIds)
      and f.merged_at is not null
      and f.deleted_at is null`,
};

const EMPTY = {
  environment: null,
  sha: null,
  ref: null,
  version: null,
  startedAt: null,
  finishedAt: null,
  outcome: null,
  sourceOutcome: null,
  isRollback: null,
  isUnplanned: null,
  service: null,
  pipeline: null,
  branch: null,
  isPrerelease: null,
  stages: null,
};

/** All facts of a kind that may be deployments; of pipeline runs those whose pipeline is wanted. */
export async function readDeploymentFacts(options: {
  knex: Knex;
  scopeIds: readonly number[];
  factKind: DeploymentFactKind;
  isPipelineWanted(pipeline: string): boolean;
}): Promise<DeploymentFact[]> {
  const { knex, scopeIds, factKind } = options;
  const pipelines =
    factKind === 'pipelineRun' ? await listWantedPipelines(options) : [];
  const { rows } = await prepared<{ rows: DeploymentFact[] }>(
    knex,
    SQL[factKind],
    {
      scopeIds: [...scopeIds],
      ...(factKind === 'pipelineRun' && { pipelines }),
    },
  );
  return rows.map(row => ({ ...EMPTY, ...row }));
}

/** A scope has few pipelines and very many runs, and patterns are ours, not Postgres'. */
async function listWantedPipelines(options: {
  knex: Knex;
  scopeIds: readonly number[];
  isPipelineWanted(pipeline: string): boolean;
}): Promise<string[]> {
  const { rows } = await prepared<{ rows: { pipeline: string }[] }>(
    options.knex,
    `select distinct f.pipeline as "pipeline"
    from pipeline_runs as f
    where f.scope_id = any(:scopeIds)
      and f.pipeline is not null`,
    { scopeIds: [...options.scopeIds] },
  );
  return rows.map(row => row.pipeline).filter(options.isPipelineWanted);
}
