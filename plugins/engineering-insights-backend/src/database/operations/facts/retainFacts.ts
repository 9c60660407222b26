import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';

/** Kinds of facts that can be given up after some time. A release stays, as deployments of any later time are found by it; and a finding, as numbers tell how many of all there were are dismissed. */
export const RETAINED_KINDS = [
  'commit',
  'pullRequest',
  'review',
  'pipelineRun',
  'deployment',
  'incident',
  'issue',
  'qualityMeasure',
  'sprint',
] as const satisfies readonly FactKind[];
export type RetainedKind = (typeof RETAINED_KINDS)[number];

interface Retained {
  readonly table: string;
  /** When it was over; what is not over stays. */
  readonly endedAt: string;
  /** What `fact` is needed for, so that its row stays. */
  readonly needed: string;
  /** What is taken out of rows that stay. */
  readonly cleared?: string;
  /** Rows that stay and have nothing left to take out. */
  readonly isCleared?: string;
}

const isDeployed = (kind: FactKind) => `exists (
      select from deployments as deployment
      where deployment.fact_kind = '${kind}'
        and deployment.scope_id = fact.scope_id
        and deployment.external_id = fact.external_id)`;
const isMarked = (kind: FactKind) => `exists (
      select from marks as mark
      where mark.fact_kind = '${kind}'
        and mark.scope_id = fact.scope_id
        and mark.external_id = fact.external_id)`;
const TITLE = '[redacted]';

/** A commit is always needed: others are found to be deployed by walking over it. */
const RETAINED: Readonly<Record<RetainedKind, Retained>> = {
  commit: {
    table: 'commits',
    endedAt: 'greatest(fact.committed_at, fact.authored_at)',
    needed: 'true',
    cleared: `author_key = null, title = '${TITLE}'`,
    isCleared: `fact.author_key is null and fact.title = '${TITLE}'`,
  },
  pullRequest: {
    table: 'pull_requests',
    endedAt: 'greatest(fact.merged_at, fact.closed_at)',
    needed: `${isDeployed('pullRequest')} or ${isMarked('pullRequest')}
      or exists (
        select from deployment_pull_requests as carried
        where carried.pull_request_id = fact.id)
      or exists (
        select from deployment_commits as claim
        where claim.pull_request_id = fact.id)`,
    cleared: `author_key = null, merged_by_key = null, title = '${TITLE}'`,
    isCleared: `fact.author_key is null and fact.merged_by_key is null and fact.title = '${TITLE}'`,
  },
  review: {
    table: 'reviews',
    endedAt: 'fact.submitted_at',
    // It is a part of a pull request, which may have gone on for long.
    needed: `exists (
      select from pull_requests as reviewed
      where reviewed.scope_id = fact.scope_id
        and reviewed.external_id = fact.pull_request_external_id
        and coalesce(greatest(reviewed.merged_at, reviewed.closed_at) >= :before, true))`,
  },
  pipelineRun: {
    table: 'pipeline_runs',
    endedAt: 'fact.finished_at',
    needed: `${isDeployed('pipelineRun')} or ${isMarked('pipelineRun')}
      or exists (
        select from source_deployments as made
        where made.scope_id = fact.scope_id
          and made.pipeline_run_external_id = fact.external_id)
      -- Whether a later run of the revision repeats it.
      or exists (
        select from pipeline_runs as later
        where later.scope_id = fact.scope_id
          and later.sha = fact.sha
          and coalesce(later.finished_at, 'infinity') >= :before)`,
  },
  deployment: {
    table: 'source_deployments',
    endedAt: 'fact.finished_at',
    needed: `${isDeployed('deployment')} or ${isMarked('deployment')}`,
  },
  incident: {
    table: 'incidents',
    endedAt: 'fact.resolved_at',
    needed: `${isMarked('incident')} or exists (
      select from incident_attributions as attribution
      where attribution.incident_id = fact.id)`,
    cleared: `title = '${TITLE}'`,
    isCleared: `fact.title = '${TITLE}'`,
  },
  issue: {
    table: 'issues',
    endedAt: 'fact.closed_at',
    needed: `${isMarked('issue')} or exists (
      select from incident_attributions as attribution
      where attribution.issue_id = fact.id)`,
    cleared: `assignee_key = null, title = '${TITLE}'`,
    isCleared: `fact.assignee_key is null and fact.title = '${TITLE}'`,
  },
  qualityMeasure: {
    table: 'quality_measures',
    endedAt: 'fact.measured_at',
    // What was measured last is so until it is measured again.
    needed: `not exists (
      select from quality_measures as later
      where later.scope_id = fact.scope_id
        and later.measure is not distinct from fact.measure
        and later.measured_at > fact.measured_at
        and later.measured_at < :before)`,
  },
  sprint: { table: 'sprints', endedAt: 'fact.completed_at', needed: 'false' },
};

/**
 * Gives up facts of a kind that were over before some time and of which nothing
 * was told since. What delivery stands on stays as a row, without persons and
 * titles: no commit changes the rollout that claims it. Works through the table
 * once, so many rows at a time.
 */
export async function retainFacts(options: {
  readonly knex: Knex;
  readonly kind: RetainedKind;
  /** ISO 8601. */
  readonly before: string;
  readonly batchSize?: number;
  readonly signal?: AbortSignal;
}): Promise<{ deletedCount: number; clearedCount: number }> {
  const { knex, kind, before, batchSize = 5_000, signal } = options;
  const sql = batchSql(RETAINED[kind]);
  let [after, deletedCount, clearedCount] = ['0', 0, 0];
  while (!signal?.aborted) {
    const { rows } = await knex.raw<{
      rows: { last: string | null; deleted: number; cleared: number }[];
    }>(sql, { before, after, batchSize });
    const [{ last, deleted, cleared }] = rows;
    if (last === null) break;
    after = last;
    deletedCount += deleted;
    clearedCount += cleared;
  }
  return { deletedCount, clearedCount };
}

function batchSql({ table, endedAt, needed, ...stays }: Retained): string {
  const { cleared, isCleared = 'true' } = stays;
  return `
    with batch as materialized (
      select fact.id, (${needed}) as is_needed, (${isCleared}) as is_cleared
      from ${table} as fact
      where fact.id > :after
        and ${endedAt} < cast(:before as timestamptz)
        and fact.source_updated_at < cast(:before as timestamptz)
      order by fact.id
      limit :batchSize
      for update of fact skip locked
    ),
    deleted as (
      delete from ${table} as gone
      using batch
      where gone.id = batch.id and not batch.is_needed
      returning gone.id
    ),
    cleared as (${
      cleared === undefined
        ? 'select id from batch where false'
        : `
      update ${table} as kept
      set ${cleared}
      from batch
      where kept.id = batch.id and batch.is_needed
        and batch.is_cleared is not true
      returning kept.id`
    }
    )
    select
      (select max(id) from batch) as last,
      (select cast(count(*) as integer) from deleted) as deleted,
      (select cast(count(*) as integer) from cleared) as cleared`;
}
