import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';
import { pipelineReference } from './pipelineReference';
import { IS_FOR_PULL_REQUEST_SQL } from './pullRequestTriggers';

/** The runs of one pipeline and commit, on one branch and for the same purpose. */
const SAME_REVISION_SQL = `
              from pipeline_runs as run
             where run.scope_id = bound.scope_id
               and run.sha = tried.sha
               and run.pipeline = tried.pipeline
               and run.branch is not distinct from tried.branch
               and ${IS_FOR_PULL_REQUEST_SQL} = tried.is_for_pull_request
               and run.deleted_at is null`;

/** The successful runs of a window with a stage that failed and then succeeded. */
const RUN_AGAIN_INSIDE_SQL = `
              select run.id
                from pipeline_runs as run
               where run.scope_id = bound.scope_id
                 and run.finished_at >= bound.from_at
                 and run.finished_at < bound.to_at
                 and run.outcome = 'success'
                 and run.stages @> '[{"outcome": "failure"}]'
                 and exists (
                   select
                     from jsonb_array_elements(run.stages)
                          with ordinality as failed (stage, no)
                     join jsonb_array_elements(run.stages)
                          with ordinality as passed (stage, no)
                       on passed.no > failed.no
                      and passed.stage ->> 'name' = failed.stage ->> 'name'
                    where failed.stage ->> 'outcome' = 'failure'
                      and passed.stage ->> 'outcome' = 'success')
              -- Looked up once for all runs, as few are like that.
              offset 0`;

/** Share of the commits that a pipeline ran on of which it failed at first and then succeeded. */
export const flakyRerunRate: Metric = {
  definition: {
    id: 'pipelines.flaky-rerun-rate',
    version: 1,
    title: 'Flaky reruns',
    summary:
      'How often a pipeline fails and then succeeds on the same commit, without any change.',
    formula:
      'Of the commits that a pipeline first finished on in the window, on whatever branch, the share on which it failed at first and succeeded when it was run again. A commit counts once per pipeline and branch, and runs for a pull request apart from the others, as they run on a merge. Where a source keeps only the last attempt of a run, a success in a later attempt is taken for one that failed at first, and so is a job that is told as failed and then as successful in one successful run.',
    unit: 'ratio',
    direction: 'lowerIsBetter',
    aggregate: 'ratio',
    observationKind: 'pipelineRun',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Pipeline runs with their commit and outcome'],
    excludes: [
      'Runs without a known commit',
      'Commits on which every run was cancelled or skipped, or of which the source does not tell whether one succeeded',
    ],
    blindSpots: [
      'Why it succeeds later: an outside service that was down for an hour looks like a flaky test',
      'Failures that nobody ran again, and flaky tests that are repeated inside a job',
      'In Azure DevOps what the earlier attempts were: only their number and the last outcome are kept',
      'In GitLab jobs that were tried again before they were read for the first time are seen, pipelines that were deleted are not',
    ],
    references: [
      pipelineReference,
      {
        title: 'Flaky tests at Google and how we mitigate them',
        url: 'https://testing.googleblog.com/2016/05/flaky-tests-at-google-and-how-we.html',
      },
    ],
  },
  needs: ['pipelineRuns'],
  observations: () => ({
    shared: [BOUND],
    // What was run before the window is placed there; what failed in it may be run again after it.
    sql: `
      select bound.entity_id,
             bound.scope_id || ':' || tried.external_id as observation_key,
             tried.finished_at as observed_at,
             (coalesce(outcome.failed_at < outcome.succeeded_at, false)
               or outcome.succeeded_at is not null
                  and (tried.is_first_attempt_lost
                       or tried.is_run_again_inside)
             )::int::double precision as numerator,
             1::double precision as denominator,
             case
               when tried.sha is null then 'noRevision'
               when outcome.failed_at is null and outcome.succeeded_at is null
                 then case when tried.is_cancelled
                        then 'cancelled' else 'outcomeUnknown' end
             end as excluded_reason
        from bound
        cross join lateral (
            select run.pipeline,
                   run.sha,
                   run.branch,
                   ${IS_FOR_PULL_REQUEST_SQL} as is_for_pull_request,
                   (array_agg(run.external_id order by run.finished_at,
                     run.attempt, run.external_id))[1] as external_id,
                   min(run.finished_at) as finished_at,
                   min(run.finished_at) filter (where run.outcome = 'failure')
                     as failed_at,
                   min(run.finished_at) filter (where run.outcome = 'success')
                     as succeeded_at,
                   coalesce(min(run.attempt) > 1, false)
                     as is_first_attempt_lost,
                   bool_or(again.id is not null) as is_run_again_inside,
                   bool_or(run.outcome in ('cancelled', 'skipped'))
                     as is_cancelled
              from pipeline_runs as run
              left join (${RUN_AGAIN_INSIDE_SQL}
              ) as again on again.id = run.id
             where run.scope_id = bound.scope_id
               and run.finished_at >= bound.from_at
               and run.finished_at < bound.to_at
               and run.pipeline is not null
               and run.deleted_at is null
             group by run.pipeline, run.sha, run.branch, is_for_pull_request,
                      case when run.sha is null then run.external_id end
        ) as tried
        left join lateral (
            select min(run.finished_at) filter (where run.outcome = 'failure')
                     as failed_at,
                   min(run.finished_at) filter (where run.outcome = 'success')
                     as succeeded_at
              ${SAME_REVISION_SQL}
               and run.finished_at >= bound.to_at
               and tried.succeeded_at is null
        ) as later on true
        cross join lateral (
          select coalesce(tried.failed_at, later.failed_at) as failed_at,
                 coalesce(tried.succeeded_at, later.succeeded_at)
                   as succeeded_at
        ) as outcome
       where not exists (
            select
              ${SAME_REVISION_SQL}
               and run.finished_at < bound.from_at)`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Of four commits one failed at first and succeeded when it was run again: 25 %',
      observations: ['r-1', 'r-2', 'r-4', 'r-5'].map((id, index) => ({
        entityId: 1,
        observationKey: `1:${id}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        numerator: id === 'r-2' ? 1 : 0,
        denominator: 1,
      })),
      expected: 0.25,
    },
    {
      title:
        'One commit succeeded at once, one run names no commit: it cannot be told what it repeats, so none of one',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 0,
          denominator: 1,
        },
        {
          entityId: 1,
          observationKey: '1:r-2',
          observedAt: '2026-03-02T13:00:00Z',
          numerator: 0,
          denominator: 1,
          excludedReason: 'noRevision',
        },
      ],
      expected: 0,
    },
    {
      title: 'Nothing ran: not known',
      observations: [],
      expected: undefined,
    },
  ],
};
