import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
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

/** Share of the finished runs of the default branch that succeeded. */
export const pipelineSuccessRate: Metric = {
  definition: {
    id: 'pipelines.success-rate',
    version: 1,
    title: 'Pipeline success rate',
    summary: 'Which share of pipeline runs on the default branch succeeds.',
    formula: `The successful runs of the default branch that finished in the window, divided by those that succeeded or failed. ${DEFAULT_BRANCH_FORMULA}`,
    unit: 'ratio',
    direction: 'higherIsBetter',
    aggregate: 'ratio',
    observationKind: 'pipelineRun',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Pipeline runs with their branch and outcome'],
    excludes: [
      OTHER_BRANCHES,
      UNKNOWN_BRANCHES,
      'Runs that were cancelled or skipped',
      'Runs of which the source does not tell whether they succeeded',
    ],
    blindSpots: [
      'Why a run failed: the change, a flaky test or the build server',
      'Attempts that the source overwrites: of GitHub each attempt is a run, of Azure DevOps and of GitLab only the last outcome is known',
      'Runs of which the source tells no finish, such as those of a GitLab pipeline whose file is not valid',
      'How important a pipeline is: a nightly clean-up counts like a build',
      SHARED_PIPELINES,
    ],
    references: [continuousIntegrationReference, pipelineReference],
  },
  needs: ['pipelineRuns'],
  observations: () => ({
    shared: FINISHED_RUNS,
    sql: `
      select entity_id,
             observation_key,
             finished_at as observed_at,
             (outcome = 'success')::int::double precision as numerator,
             1::double precision as denominator,
             coalesce(off_default_branch,
               case
                 when outcome in ('cancelled', 'skipped') then 'cancelled'
                 when outcome in ('success', 'failure') then null
                 else 'outcomeUnknown'
               end) as excluded_reason
        from finished_run`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Three of four runs on the default branch succeeded: 75 %',
      observations: ['r-1', 'r-2', 'r-3', 'r-4'].map((id, index) => ({
        entityId: 1,
        observationKey: `1:${id}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        numerator: index === 1 ? 0 : 1,
        denominator: 1,
      })),
      expected: 0.75,
    },
    {
      title:
        'One run succeeded, one was cancelled: the cancelled one says nothing, so one of one',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 1,
          denominator: 1,
        },
        {
          entityId: 1,
          observationKey: '1:r-2',
          observedAt: '2026-03-02T13:00:00Z',
          numerator: 0,
          denominator: 1,
          excludedReason: 'cancelled',
        },
      ],
      expected: 1,
    },
    {
      title: 'All runs were on other branches: not known, and not 0 %',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          numerator: 1,
          denominator: 1,
          excludedReason: 'notOnDefaultBranch',
        },
      ],
      expected: undefined,
    },
  ],
};
