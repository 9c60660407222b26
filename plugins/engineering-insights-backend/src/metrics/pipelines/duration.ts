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

const MINUTE = 60;

/** Median time that a successful run of the default branch takes. */
export const pipelineDuration: Metric = {
  definition: {
    id: 'pipelines.duration',
    version: 1,
    title: 'Pipeline duration',
    summary:
      'How long a typical successful pipeline run on the default branch takes.',
    formula: `The median, over the successful runs of the default branch that finished in the window, of finish minus start, by the clock. The time in the queue before the start is not included. ${DEFAULT_BRANCH_FORMULA}`,
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'pipelineRun',
    minimumSample: 5,
    isPersonDerived: false,
    requires: ['Pipeline runs with their branch, outcome, start and finish'],
    excludes: [
      'Runs that did not succeed, which may end early',
      OTHER_BRANCHES,
      UNKNOWN_BRANCHES,
      'Runs of which the source tells no start, or a start after the finish',
    ],
    blindSpots: [
      'The wait for a runner where the source counts it as part of the run: GitHub Actions starts the clock when a run is created, a Jenkins pipeline before its agent is found',
      'How long a person waited for an approval inside the run',
      'The mix of pipelines: many short ones hide a long one in the median, and show it in the 95th percentile',
      SHARED_PIPELINES,
    ],
    references: [continuousIntegrationReference, pipelineReference],
  },
  needs: ['pipelineRuns'],
  // Machines have no working hours.
  observations: () => ({
    shared: FINISHED_RUNS,
    sql: `
      select entity_id,
             observation_key,
             finished_at as observed_at,
             ${durationSql(
               { clock: 'elapsed' },
               'started_at',
               'finished_at',
             )} as value,
             coalesce(off_default_branch,
               case
                 when started_at is null then 'timeUnknown'
                 when started_at > finished_at then 'boundaryOutOfOrder'
               end) as excluded_reason
        from finished_run
       where outcome = 'success'`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Runs of 4, 6 and 20 minutes: the median is 6 minutes',
      observations: [4, 20, 6].map((minutes, index) => ({
        entityId: 1,
        observationKey: `1:r-${index}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value: minutes * MINUTE,
      })),
      expected: 6 * MINUTE,
    },
    {
      title:
        'One run of 5 minutes, and one without a known start: unknown is not 0 minutes',
      observations: [
        {
          entityId: 1,
          observationKey: '1:r-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 5 * MINUTE,
        },
        {
          entityId: 1,
          observationKey: '1:r-2',
          observedAt: '2026-03-02T13:00:00Z',
          excludedReason: 'timeUnknown',
        },
      ],
      expected: 5 * MINUTE,
    },
    {
      title: 'No run succeeded: not known',
      observations: [],
      expected: undefined,
    },
  ],
};
