import type {
  Category,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';

type Given = Pick<MetricDefinition, 'id' | 'title' | 'unit' | 'aggregate'> &
  Partial<MetricDefinition>;

function definition(given: Given): MetricDefinition {
  return {
    version: 1,
    summary: `What ${given.title.toLocaleLowerCase('en-US')} tells.`,
    formula: 'As the metric’s page says.',
    direction: 'neutral',
    observationKind: 'pullRequest',
    minimumSample: 5,
    isPersonDerived: false,
    requires: [],
    excludes: [],
    blindSpots: [],
    references: [],
    ...given,
  };
}

const severities: readonly Category[] = [
  { id: 'critical', title: 'Critical' },
  { id: 'high', title: 'High' },
  { id: 'medium', title: 'Medium' },
  { id: 'low', title: 'Low' },
  { id: 'unknown', title: 'Unknown' },
];

/** Definitions of what the Team analytics page shows, as the API sends them. */
export const teamDefinitions: readonly MetricDefinition[] = [
  definition({
    id: 'flow.throughput',
    title: 'Throughput',
    unit: 'perDay',
    aggregate: 'perDay',
  }),
  definition({
    id: 'flow.cycle-time',
    title: 'Cycle time',
    unit: 'seconds',
    aggregate: 'quantile',
  }),
  definition({
    id: 'flow.time-to-first-review',
    title: 'Time to first review',
    unit: 'seconds',
    aggregate: 'quantile',
  }),
  definition({
    id: 'flow.pull-request-size',
    title: 'Pull request size',
    unit: 'lines',
    aggregate: 'quantile',
  }),
  definition({
    id: 'flow.work-in-progress-age',
    title: 'Age of work in progress',
    unit: 'seconds',
    aggregate: 'quantile',
    isSnapshot: true,
    categories: [
      { id: 'draft', title: 'Draft' },
      { id: 'waiting', title: 'Waiting for first review' },
      { id: 'inReview', title: 'In review' },
      { id: 'approved', title: 'Approved' },
    ],
  }),
  definition({
    id: 'planning.cumulative-flow',
    title: 'Cumulative flow',
    unit: 'count',
    aggregate: 'count',
    observationKind: 'issue',
    isSnapshot: true,
    categories: [
      { id: 'todo', title: 'To do' },
      { id: 'inProgress', title: 'In progress' },
      { id: 'done', title: 'Done' },
    ],
  }),
  definition({
    id: 'planning.issue-cycle-time',
    title: 'Issue cycle time',
    unit: 'seconds',
    aggregate: 'quantile',
    observationKind: 'issue',
  }),
  definition({
    id: 'planning.sprint-commitment',
    title: 'Sprint commitment kept',
    unit: 'ratio',
    aggregate: 'ratio',
    observationKind: 'sprint',
  }),
  definition({
    id: 'planning.work-mix',
    title: 'Work mix',
    unit: 'count',
    aggregate: 'count',
    observationKind: 'issue',
    categories: [
      { id: 'feature', title: 'Features' },
      { id: 'defect', title: 'Defects' },
      { id: 'unplanned', title: 'Unplanned' },
      { id: 'maintenance', title: 'Maintenance' },
      { id: 'notClassified', title: 'Kind not known' },
    ],
  }),
  definition({
    id: 'planning.unplanned-share',
    title: 'Unplanned work',
    unit: 'ratio',
    aggregate: 'ratio',
    observationKind: 'issue',
  }),
  definition({
    id: 'collaboration.review-load',
    title: 'Review load',
    unit: 'count',
    aggregate: 'perPerson',
    observationKind: 'review',
    isPersonDerived: true,
  }),
  definition({
    id: 'collaboration.merged-without-review',
    title: 'Merged without review',
    unit: 'ratio',
    aggregate: 'ratio',
  }),
  definition({
    id: 'pipelines.success-rate',
    title: 'Pipeline success rate',
    unit: 'ratio',
    aggregate: 'ratio',
    observationKind: 'pipelineRun',
  }),
  definition({
    id: 'pipelines.duration',
    title: 'Pipeline duration',
    unit: 'seconds',
    aggregate: 'quantile',
    observationKind: 'pipelineRun',
  }),
  definition({
    id: 'reliability.incident-count',
    title: 'Incidents',
    unit: 'count',
    aggregate: 'count',
    observationKind: 'incident',
    categories: severities,
  }),
  definition({
    id: 'reliability.incident-resolution-time',
    title: 'Incident resolution time',
    unit: 'seconds',
    aggregate: 'quantile',
    observationKind: 'incident',
  }),
  definition({
    id: 'security.open-findings',
    title: 'Open security findings',
    unit: 'count',
    aggregate: 'count',
    observationKind: 'finding',
    isSnapshot: true,
    categories: severities,
  }),
  definition({
    id: 'quality.coverage',
    title: 'Test coverage',
    unit: 'ratio',
    aggregate: 'quantile',
    observationKind: 'qualityMeasure',
    isSnapshot: true,
  }),
];
