import { z } from 'zod/v4';
import {
  clearable,
  externalId,
  factBase,
  findingCategorySchema,
  identitySchema,
  instant,
  outcomeSchema,
  revision,
  severitySchema,
  sourceText,
} from './primitives';

// What a column of type integer holds.
const LARGEST_COUNT = 2_147_483_647;
const count = z.int().nonnegative().max(LARGEST_COUNT);
const ordinal = z.int().positive().max(LARGEST_COUNT);

const fileSchema = z.object({
  path: z.string().min(1).max(4_096),
  status: clearable(sourceText),
  additions: clearable(count),
  deletions: clearable(count),
});

/** One revision in version control. `externalId` is the SHA. */
export const commitSchema = z.object({
  kind: z.literal('commit'),
  ...factBase,
  parents: z.array(revision).max(64),
  authoredAt: instant,
  committedAt: instant,
  author: clearable(identitySchema),
  title: sourceText,
  additions: clearable(count),
  deletions: clearable(count),
  files: clearable(z.array(fileSchema)),
  isOnDefaultBranch: clearable(z.boolean()),
});

/** A proposed change under review. */
export const pullRequestSchema = z.object({
  kind: z.literal('pullRequest'),
  ...factBase,
  number: ordinal,
  title: sourceText,
  state: z.enum(['open', 'merged', 'closed']),
  isDraft: z.boolean(),
  author: clearable(identitySchema),
  createdAt: instant,
  readyForReviewAt: clearable(instant),
  mergedAt: clearable(instant),
  closedAt: clearable(instant),
  mergeCommitSha: clearable(revision),
  headSha: revision,
  headBranch: sourceText,
  baseBranch: sourceText,
  /** The original commits, also when they were squashed or rebased on merging. */
  commits: clearable(
    z.array(z.object({ sha: revision, authoredAt: instant, committedAt: instant })),
  ),
  additions: clearable(count),
  deletions: clearable(count),
  changedFileCount: clearable(count),
  files: clearable(z.array(fileSchema)),
  labels: clearable(z.array(sourceText)),
  issueKeys: clearable(z.array(sourceText)),
  mergedBy: clearable(identitySchema),
});

/** One submitted verdict on a pull request. */
export const reviewSchema = z.object({
  kind: z.literal('review'),
  ...factBase,
  pullRequestExternalId: externalId,
  reviewer: clearable(identitySchema),
  state: z.enum(['approved', 'changesRequested', 'commented', 'dismissed']),
  submittedAt: instant,
  commentCount: clearable(count),
});

/** One execution of a pipeline. */
export const pipelineRunSchema = z.object({
  kind: z.literal('pipelineRun'),
  ...factBase,
  pipeline: sourceText,
  branch: clearable(sourceText),
  sha: clearable(revision),
  trigger: clearable(sourceText),
  attempt: ordinal,
  queuedAt: clearable(instant),
  startedAt: clearable(instant),
  finishedAt: clearable(instant),
  outcome: z.enum(['success', 'failure', 'cancelled', 'skipped', 'unknown']),
  sourceOutcome: clearable(sourceText),
  stages: clearable(
    z.array(
      z.object({
        name: sourceText,
        startedAt: clearable(instant),
        finishedAt: clearable(instant),
        outcome: z.enum(['success', 'failure', 'cancelled', 'skipped', 'unknown']),
      }),
    ),
  ),
  tests: clearable(z.object({ total: count, failed: count, skipped: count })),
});

/** One attempt to release a revision of a service to an environment. */
export const deploymentSchema = z.object({
  kind: z.literal('deployment'),
  ...factBase,
  /** Where absent or null the deployment is no production deployment. */
  environment: clearable(sourceText),
  sha: clearable(revision),
  ref: clearable(revision),
  version: clearable(revision),
  startedAt: clearable(instant),
  finishedAt: clearable(instant),
  outcome: outcomeSchema,
  sourceOutcome: clearable(sourceText),
  statuses: clearable(z.array(z.object({ at: instant, state: sourceText }))),
  isRollback: clearable(z.boolean()),
  isUnplanned: clearable(z.boolean()),
  service: clearable(sourceText),
  pipelineRunExternalId: clearable(externalId),
});

/** A named version, whether deployed or not. `externalId` is the tag. */
export const releaseSchema = z.object({
  kind: z.literal('release'),
  ...factBase,
  name: clearable(sourceText),
  sha: clearable(revision),
  publishedAt: instant,
  isPrerelease: z.boolean(),
});

/** A problem in production that needed someone's attention. */
export const incidentSchema = z.object({
  kind: z.literal('incident'),
  ...factBase,
  title: sourceText,
  severity: severitySchema,
  sourceSeverity: clearable(sourceText),
  openedAt: instant,
  acknowledgedAt: clearable(instant),
  resolvedAt: clearable(instant),
  /** Whether it is over, where the source tells that and not since when. */
  isResolved: clearable(z.boolean()),
  service: clearable(sourceText),
  causedBy: clearable(
    z.object({
      deploymentExternalId: clearable(externalId),
      sha: clearable(revision),
      isCausedByChange: clearable(z.boolean()),
    }),
  ),
});

/** A work item in a tracker. `externalId` is its key, or its id where a key moves with the issue. */
export const issueSchema = z.object({
  kind: z.literal('issue'),
  ...factBase,
  /** What people and pull requests call it, where that is not `externalId`: `PAY-12`. */
  key: clearable(sourceText),
  title: sourceText,
  type: z.enum(['feature', 'defect', 'incident', 'maintenance', 'subtask', 'other']),
  sourceType: clearable(sourceText),
  statusCategory: z.enum(['todo', 'inProgress', 'done']),
  sourceStatus: clearable(sourceText),
  priority: clearable(sourceText),
  createdAt: instant,
  closedAt: clearable(instant),
  assignee: clearable(identitySchema),
  estimate: clearable(z.number().nonnegative()),
  labels: clearable(z.array(sourceText)),
  parentKey: clearable(sourceText),
  components: clearable(z.array(sourceText)),
  sprintChanges: clearable(
    z.array(z.object({ at: instant, sprintId: sourceText, action: z.enum(['added', 'removed']) })),
  ),
  /** Oldest first, whole. */
  transitions: clearable(
    z.array(
      z.object({
        at: instant,
        from: clearable(sourceText),
        to: sourceText,
        toCategory: z.enum(['todo', 'inProgress', 'done']),
      }),
    ),
  ),
});

/** One security or quality problem reported by a scanner. */
export const findingSchema = z.object({
  kind: z.literal('finding'),
  ...factBase,
  tool: sourceText,
  rule: sourceText,
  title: sourceText,
  severity: severitySchema,
  sourceSeverity: clearable(sourceText),
  /** What it is about: of security are vulnerability, dependency, secret, configuration and hotspot. */
  category: clearable(findingCategorySchema),
  sourceCategory: clearable(sourceText),
  state: z.enum(['open', 'fixed', 'dismissed']),
  firstSeenAt: instant,
  fixedAt: clearable(instant),
  dismissedAt: clearable(instant),
  location: clearable(z.object({ path: sourceText, line: clearable(count) })),
  identifiers: clearable(z.array(sourceText)),
  package: clearable(
    z.object({ name: sourceText, version: clearable(sourceText), fixedIn: clearable(sourceText) }),
  ),
});

/** One measurement of quality, such as coverage in per cent. */
export const qualityMeasureSchema = z.object({
  kind: z.literal('qualityMeasure'),
  ...factBase,
  measure: sourceText,
  value: z.number(),
  measuredAt: instant,
});

/** A time box of a board. */
export const sprintSchema = z.object({
  kind: z.literal('sprint'),
  ...factBase,
  name: sourceText,
  board: sourceText,
  state: sourceText,
  startAt: clearable(instant),
  endAt: clearable(instant),
  completedAt: clearable(instant),
});

/** What a source says, in our words and free of any policy. */
export const factSchema = z.discriminatedUnion('kind', [
  commitSchema,
  pullRequestSchema,
  reviewSchema,
  pipelineRunSchema,
  deploymentSchema,
  releaseSchema,
  incidentSchema,
  issueSchema,
  findingSchema,
  qualityMeasureSchema,
  sprintSchema,
]);

export type Fact = z.infer<typeof factSchema>;
export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

export type CommitFact = FactOf<'commit'>;
export type PullRequestFact = FactOf<'pullRequest'>;
export type ReviewFact = FactOf<'review'>;
export type PipelineRunFact = FactOf<'pipelineRun'>;
export type DeploymentFact = FactOf<'deployment'>;
export type ReleaseFact = FactOf<'release'>;
export type IncidentFact = FactOf<'incident'>;
export type IssueFact = FactOf<'issue'>;
export type FindingFact = FactOf<'finding'>;
export type QualityMeasureFact = FactOf<'qualityMeasure'>;
export type SprintFact = FactOf<'sprint'>;

/** Every kind of fact, in the order of the documentation. */
export const FACT_KINDS: readonly FactKind[] = factSchema.options.map(
  option => option.shape.kind.value,
);
