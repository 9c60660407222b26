import type { FactKind } from '@sei-platform/plugin-engineering-insights-common';

/**
 * How a field of a fact is stored. `statuses` are jsonb and add up instead of
 * replacing each other; of an `earliestInstant` the earliest that was ever told stays.
 */
export type FieldType =
  | 'text'
  | 'instant'
  | 'earliestInstant'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'textArray'
  | 'json'
  | 'identity'
  | 'statuses';

/** One field of a fact and the column or columns that it is kept in. */
export interface FactField {
  /** Its name in the fact: `mergedBy`. */
  readonly name: string;
  readonly type: FieldType;
  /** `merged_at`; of an identity the key and the actor: `merged_by_key`, `merged_by_actor`. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Words from the weakest to the strongest: of two told with the same time the stronger stays. */
  readonly order?: readonly string[];
}

/** Where the facts of one kind are kept. */
export interface FactTable {
  readonly kind: FactKind;
  readonly table: string;
  readonly fields: readonly FactField[];
}

const SQL_TYPES: Record<FieldType, string> = {
  text: 'text',
  instant: 'timestamptz',
  earliestInstant: 'timestamptz',
  integer: 'integer',
  double: 'double precision',
  boolean: 'boolean',
  textArray: 'text[]',
  json: 'jsonb',
  identity: 'text',
  statuses: 'jsonb',
};

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}

function columnsOf(name: string, type: FieldType): FactField['columns'] {
  const column = toSnakeCase(name);
  const names =
    type === 'identity' ? [`${column}_key`, `${column}_actor`] : [column];
  return names.map(each => ({ name: each, type: SQL_TYPES[type] }));
}

type FieldSpec = FieldType | { type: FieldType; order: readonly string[] };

function defineTable(
  kind: FactKind,
  table: string,
  specs: Record<string, FieldSpec>,
): FactTable {
  const all: Record<string, FieldSpec> = { url: 'text', ...specs };
  const fields = Object.entries(all).map(([name, spec]): FactField => {
    const { type, order } =
      typeof spec === 'string' ? { type: spec, order: undefined } : spec;
    return { name, type, columns: columnsOf(name, type), order };
  });
  return { kind, table, fields };
}

// Sources tell times by the second, and a thing often goes through two states within one.
const words = (...order: string[]): FieldSpec => ({ type: 'text', order });
const OUTCOME = words('unknown', 'skipped', 'cancelled', 'failure', 'success');
const SEVERITY = words('unknown', 'low', 'medium', 'high', 'critical');
const TRUE_THEN_FALSE: FieldSpec = {
  type: 'boolean',
  order: ['true', 'false'],
};

/** The table of each kind of fact, as the migrations made it. */
export const FACT_TABLES: Record<FactKind, FactTable> = {
  commit: defineTable('commit', 'commits', {
    parents: 'textArray',
    authoredAt: 'instant',
    committedAt: 'instant',
    author: 'identity',
    title: 'text',
    additions: 'integer',
    deletions: 'integer',
    files: 'json',
    isOnDefaultBranch: 'boolean',
  }),
  pullRequest: defineTable('pullRequest', 'pull_requests', {
    number: 'integer',
    title: 'text',
    state: words('open', 'closed', 'merged'),
    isDraft: TRUE_THEN_FALSE,
    author: 'identity',
    createdAt: 'instant',
    readyForReviewAt: 'instant',
    mergedAt: 'instant',
    closedAt: 'instant',
    mergeCommitSha: 'text',
    headSha: 'text',
    headBranch: 'text',
    baseBranch: 'text',
    commits: 'json',
    additions: 'integer',
    deletions: 'integer',
    changedFileCount: 'integer',
    files: 'json',
    labels: 'textArray',
    issueKeys: 'textArray',
    mergedBy: 'identity',
  }),
  review: defineTable('review', 'reviews', {
    pullRequestExternalId: 'text',
    reviewer: 'identity',
    state: words('commented', 'changesRequested', 'approved', 'dismissed'),
    submittedAt: 'instant',
    commentCount: 'integer',
  }),
  pipelineRun: defineTable('pipelineRun', 'pipeline_runs', {
    pipeline: 'text',
    branch: 'text',
    sha: 'text',
    trigger: 'text',
    attempt: 'integer',
    queuedAt: 'instant',
    startedAt: 'instant',
    finishedAt: 'instant',
    outcome: OUTCOME,
    sourceOutcome: 'text',
    stages: 'json',
    tests: 'json',
  }),
  deployment: defineTable('deployment', 'source_deployments', {
    environment: 'text',
    sha: 'text',
    ref: 'text',
    version: 'text',
    startedAt: 'instant',
    finishedAt: 'instant',
    outcome: OUTCOME,
    sourceOutcome: 'text',
    statuses: 'statuses',
    isRollback: 'boolean',
    isUnplanned: 'boolean',
    service: 'text',
    pipelineRunExternalId: 'text',
  }),
  release: defineTable('release', 'releases', {
    name: 'text',
    sha: 'text',
    publishedAt: 'instant',
    isPrerelease: TRUE_THEN_FALSE,
  }),
  incident: defineTable('incident', 'incidents', {
    title: 'text',
    severity: SEVERITY,
    sourceSeverity: 'text',
    openedAt: 'instant',
    acknowledgedAt: 'instant',
    resolvedAt: 'instant',
    isResolved: 'boolean',
    service: 'text',
    causedBy: 'json',
  }),
  issue: defineTable('issue', 'issues', {
    key: 'text',
    title: 'text',
    type: words(
      'other',
      'maintenance',
      'subtask',
      'feature',
      'defect',
      'incident',
    ),
    sourceType: 'text',
    statusCategory: words('todo', 'inProgress', 'done'),
    sourceStatus: 'text',
    priority: 'text',
    createdAt: 'instant',
    closedAt: 'instant',
    assignee: 'identity',
    estimate: 'double',
    labels: 'textArray',
    parentKey: 'text',
    components: 'textArray',
    sprintChanges: 'json',
    transitions: 'json',
  }),
  finding: defineTable('finding', 'findings', {
    tool: 'text',
    rule: 'text',
    title: 'text',
    severity: SEVERITY,
    sourceSeverity: 'text',
    category: 'text',
    sourceCategory: 'text',
    state: words('open', 'dismissed', 'fixed'),
    firstSeenAt: 'earliestInstant',
    fixedAt: 'instant',
    dismissedAt: 'instant',
    location: 'json',
    identifiers: 'textArray',
    package: 'json',
  }),
  qualityMeasure: defineTable('qualityMeasure', 'quality_measures', {
    measure: 'text',
    value: 'double',
    measuredAt: 'instant',
  }),
  sprint: defineTable('sprint', 'sprints', {
    name: 'text',
    board: 'text',
    state: 'text',
    startAt: 'instant',
    endAt: 'instant',
    completedAt: 'instant',
  }),
};
