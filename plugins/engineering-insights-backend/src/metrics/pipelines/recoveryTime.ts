import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import {
  DEFAULT_BRANCH_FORMULA,
  OTHER_BRANCHES,
  SHARED_PIPELINES,
  UNKNOWN_BRANCHES,
} from './defaultBranchNotes';
import { FINISHED_RUNS } from './finishedRuns';
import {
  continuousIntegrationReference,
  pipelineReference,
} from './pipelineReference';
import { samePipelineSql } from './samePipelineSql';

const HOUR = 3_600;

/** Median time that a pipeline of the default branch stays red. */
export const pipelineRecoveryTime: Metric = {
  definition: {
    id: 'pipelines.recovery-time',
    version: 1,
    title: 'Pipeline recovery time',
    summary: 'How long a pipeline of the default branch typically stays red.',
    formula: `The median, over the times that a pipeline of the default branch turned red in the window, of the finish of its next successful run minus the finish of the first failed one, by the clock. However many runs fail in between, it is one time. ${DEFAULT_BRANCH_FORMULA}`,
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pipelineRun',
    // Few pipelines turn red often, as with failed deployments.
    minimumSample: 3,
    isPersonDerived: false,
    requires: ['Pipeline runs with their branch and outcome'],
    excludes: [
      'Pipelines that are still red, which are listed',
      'Runs that were cancelled or skipped, or whose outcome is not known: they neither break nor repair',
      OTHER_BRANCHES,
      UNKNOWN_BRANCHES,
    ],
    blindSpots: [
      'Whether a pipeline was red before its first known run',
      'Whether anyone was held up: a nightly pipeline stays red until its next night',
      'A failure that the source overwrites when the run is tried again, as Azure DevOps and GitLab do',
      'Whether it was repaired, or passed by chance',
      'Which of several pipelines turned green where a source knows one for each project, as GitLab does: any success counts',
      SHARED_PIPELINES,
    ],
    references: [continuousIntegrationReference, pipelineReference],
  },
  needs: ['pipelineRuns'],
  observations: () => ({
    shared: FINISHED_RUNS,
    // What lies before and after the window is looked up for the edges alone.
    sql: `
      select stepped.entity_id,
             stepped.observation_key,
             stepped.finished_at as observed_at,
             ${durationSql(
               { clock: 'elapsed' },
               'stepped.finished_at',
               'coalesce(stepped.next_success_at, later.finished_at)',
             )} as value,
             case
               when coalesce(stepped.next_success_at, later.finished_at) is null
                 then 'stillOpen'
             end as excluded_reason
        from (
          select finished_run.*,
                 lag(outcome) over (
                   partition by entity_id, scope_id, pipeline
                   order by finished_at, external_id) as previous_outcome,
                 min(finished_at) filter (where outcome = 'success') over (
                   partition by entity_id, scope_id, pipeline
                   order by finished_at desc, external_id desc
                   rows between unbounded preceding and 1 preceding)
                   as next_success_at
            from finished_run
           where outcome in ('success', 'failure')
             and off_default_branch is null
             and pipeline is not null
        ) as stepped
        join pipeline_scope
          on pipeline_scope.entity_id = stepped.entity_id
         and pipeline_scope.scope_id = stepped.scope_id
        left join lateral (
            select run.outcome
              ${samePipelineSql('stepped')}
               and run.finished_at < pipeline_scope.from_at
               and stepped.previous_outcome is null
             order by run.finished_at desc, run.external_id desc
             limit 1
        ) as earlier on true
        left join lateral (
            select run.finished_at
              ${samePipelineSql('stepped')}
               and run.outcome = 'success'
               and run.finished_at >= pipeline_scope.to_at
               and stepped.next_success_at is null
             order by run.finished_at
             limit 1
        ) as later on true
       where stepped.outcome = 'failure'
         and coalesce(stepped.previous_outcome, earlier.outcome, 'success')
             = 'success'`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Red for 1, 2 and 9 hours: the median is 2 hours',
      observations: [1, 9, 2].map((hours, index) => ({
        entityId: 1,
        observationKey: `1:r-${index}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value: hours * HOUR,
      })),
      expected: 2 * HOUR,
    },
    {
      title:
        'Red for 1 hour once, and red again since: what is still red is listed, not counted',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:r-9',
          observedAt: '2026-03-04T12:00:00Z',
          excludedReason: 'stillOpen',
        },
      ],
      expected: HOUR,
    },
    {
      title: 'No pipeline turned red: there is nothing to recover from',
      observations: [],
      expected: undefined,
    },
  ],
};
