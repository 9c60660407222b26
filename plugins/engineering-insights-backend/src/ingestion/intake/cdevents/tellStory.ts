import {
  type Fact,
  type FactKind,
  factSchema,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredFact } from '../../../database/operations/facts/factRow';
import type { Issue } from '../invalidAt';
import { restateFact } from '../restateFact';
import type { Story } from './Story';
import { toDeployment } from './toDeployment';
import { toIncident } from './toIncident';
import { toIssue } from './toIssue';
import { toPipelineRun } from './toPipelineRun';

type Told =
  | { fact: Fact }
  | { ignored: string }
  | { invalid: readonly Issue[] };

const WAITING: Readonly<Partial<Record<FactKind, string>>> = {
  pipelineRun:
    'its run is not known yet: send an event of the pipelineRun with its pipelineName',
  incident:
    'its opening is not known yet: send incident.detected or incident.reported',
  issue: 'its creation is not known yet: send ticket.created',
};

/** Makes one fact of what the events of a thing say and of what was known of it before. */
export function tellStory(options: {
  readonly kind: FactKind;
  readonly externalId: string;
  readonly story: Story;
  readonly known: StoredFact | undefined;
}): Told {
  const { kind, externalId, story, known } = options;
  const told = withoutAbsent(partOf(kind, story, externalId));
  const before = known ? restateFact(kind, known) : {};
  const parsed = factSchema.safeParse({
    ...(kind === 'incident' && {
      title: story[0].subject.id,
      severity: 'unknown',
    }),
    ...before,
    ...told,
    sourceUpdatedAt: timeOf(story),
    ...earliestOpening(before.openedAt, told.openedAt),
  });
  if (parsed.success) return { fact: parsed.data };
  const isLacking = parsed.error.issues.some(
    ({ path: [member] }) => told[String(member)] === undefined,
  );
  const waiting = isLacking ? WAITING[kind] : undefined;
  return waiting ? { ignored: waiting } : { invalid: parsed.error.issues };
}

function partOf(
  kind: FactKind,
  story: Story,
  externalId: string,
): Partial<Fact> {
  switch (kind) {
    case 'deployment':
      return toDeployment(story[0], externalId);
    case 'pipelineRun':
      return toPipelineRun(story, externalId);
    case 'incident':
      return toIncident(story, externalId);
    default:
      return toIssue(story, externalId);
  }
}

function withoutAbsent(fact: Partial<Fact>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fact).filter(([, value]) => value !== undefined),
  );
}

/**
 * The time of the newest event, and a millisecond more for each event that is
 * known: so what all of them say counts more than what some of them said.
 */
function timeOf(story: Story): string {
  const newest = Math.max(
    ...story.map(({ context }) => Date.parse(context.timestamp)),
  );
  return new Date(newest + story.length).toISOString();
}

/** An incident whose first events are no longer kept was opened when it was known to be. */
function earliestOpening(known: unknown, told: unknown) {
  if (typeof known !== 'string' || typeof told !== 'string') return {};
  return { openedAt: Date.parse(known) < Date.parse(told) ? known : told };
}
