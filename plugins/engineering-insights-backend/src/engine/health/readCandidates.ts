import {
  ANNOTATION_DEPLOYMENTS,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
  type DeploymentCandidate,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import { prepared } from '../../database/prepared';

const MOST_PER_KIND = 5;

interface CandidateRow {
  readonly from: DeploymentCandidate['from'];
  readonly name: string | null;
  readonly count: number;
}

const ANNOTATION: Readonly<
  Record<
    DeploymentCandidate['from'],
    (name: string) => DeploymentCandidate['annotation']
  >
> = {
  deployments: name => ({
    key: ANNOTATION_PRODUCTION_ENVIRONMENTS,
    value: name,
  }),
  releases: () => ({ key: ANNOTATION_DEPLOYMENTS, value: 'releases' }),
  tags: () => ({ key: ANNOTATION_DEPLOYMENTS, value: 'tags' }),
  pipelineRuns: name => ({
    key: ANNOTATION_DEPLOYMENTS,
    value: `pipelineRuns:${name}`,
  }),
  merges: name => ({ key: ANNOTATION_DEPLOYMENTS, value: `merges:${name}` }),
};

const CANDIDATES_SQL = `
  with bound as (
    select distinct scope_id
      from entity_scopes
     where entity_id = any(:entityIds::int[])
  ),
  counted as (
    select 'deployments' as kind, deployment.environment as name,
           count(*)::int as count
      from bound
      join source_deployments as deployment
        on deployment.scope_id = bound.scope_id
       and deployment.finished_at >= :from::timestamptz
       and deployment.finished_at < :to::timestamptz
     where deployment.outcome = 'success' and deployment.deleted_at is null
       and deployment.environment is not null
     group by deployment.environment
    union all
    select 'releases', null, count(*)::int
      from bound
      join releases as release
        on release.scope_id = bound.scope_id
       and release.published_at >= :from::timestamptz
       and release.published_at < :to::timestamptz
     where not coalesce(release.is_prerelease, false)
       and release.deleted_at is null
    having count(*) > 0
    union all
    select 'pipelineRuns', run.pipeline, count(*)::int
      from bound
      join pipeline_runs as run
        on run.scope_id = bound.scope_id
       and run.finished_at >= :from::timestamptz
       and run.finished_at < :to::timestamptz
     where run.outcome = 'success' and run.deleted_at is null
       and run.pipeline is not null
     group by run.pipeline
    union all
    select 'merges', pull_request.base_branch, count(*)::int
      from bound
      join pull_requests as pull_request
        on pull_request.scope_id = bound.scope_id
       and pull_request.merged_at >= :from::timestamptz
       and pull_request.merged_at < :to::timestamptz
     where pull_request.deleted_at is null
       and pull_request.base_branch is not null
     group by pull_request.base_branch
  ),
  ranked as (
    select counted.*,
           row_number() over (partition by kind order by count desc, name) as rank
      from counted
  )
  select kind as "from", name, count
    from ranked
   where rank <= :most::int
   order by array_position(
              array['deployments', 'releases', 'pipelineRuns', 'merges'], kind),
            rank`;

/** What stored facts of a window would give as deployments under another rule, each with the annotation that says so. */
export async function readCandidates(options: {
  readonly knex: Knex;
  readonly entityIds: readonly number[];
  readonly window: MetricWindow;
}): Promise<readonly DeploymentCandidate[]> {
  const { knex, entityIds, window } = options;
  const { rows } = await prepared<{ rows: CandidateRow[] }>(
    knex,
    CANDIDATES_SQL,
    {
      entityIds: [...entityIds],
      from: window.from,
      to: window.to,
      most: MOST_PER_KIND,
    },
  );
  const weeks = DateTime.fromISO(window.to).diff(
    DateTime.fromISO(window.from),
    'weeks',
  ).weeks;
  return rows.map(({ from, name, count }) => ({
    from,
    name: name ?? from,
    count,
    perWeek: count / weeks,
    annotation: ANNOTATION[from](name ?? from),
  }));
}
