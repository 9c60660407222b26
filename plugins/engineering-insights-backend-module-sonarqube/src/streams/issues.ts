import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { SonarqubeClient } from '../client';
import { instantOf } from '../instants';
import { normalizeIssue } from '../normalize/issues';
import { pick } from '../pick';
import { readAnalysedAt } from '../readAnalysedAt';
import { collectChanged } from './collectChanged';
import { readByCreation, type CreationCursor } from './readByCreation';

export const ISSUES = 'issues';

/** Clocks differ, and what changed is listed a little later. */
const OVERLAP = { minutes: 10 };
/** Before anything that SonarQube knows. */
const BEGINNING = '1970-01-01T00:00:00.000Z';

export type IssuesCursor = {
  /** Live: until when changes were read. */
  changedTo?: string;
  /** Live: the last analysis that was known then. */
  analysedAt?: string;
  /** Live: when that analysis was seen first. */
  seenAt?: string;
  /** Where a reading by creation goes on. */
  creation?: CreationCursor;
};

const FIELDS = [
  'key',
  'project',
  'component',
  'rule',
  'externalRuleEngine',
  'message',
  'status',
  'resolution',
  'issueStatus',
  'type',
  'severity',
  'impacts',
  'cleanCodeAttribute',
  'line',
  'tags',
  'creationDate',
  'updateDate',
  'closeDate',
];

export function issuesStream(
  client: SonarqubeClient,
  { siteUrl }: { siteUrl: string },
): Stream<IssuesCursor> {
  return {
    name: ISSUES,
    produces: ['finding'],
    // Authors and assignees are left out before an item is made.
    personal: [],
    // An analysis puts the time at which it began over the later one of a person, so what is read last counts.
    identify(item) {
      const { issue } = item as { issue: JsonObject };
      return { externalId: String(issue.key) };
    },
    read: options =>
      options.direction === 'history'
        ? readHistory(client, options)
        : readLive(client, options),
    normalize: item => normalizeIssue(item, { siteUrl }),
  };
}

/** What is open is open however old it is, so all that there is is read. */
async function* readHistory(
  client: SonarqubeClient,
  { scope, cursor, since, until, signal }: ReadOptions<IssuesCursor>,
): AsyncGenerator<Page<IssuesCursor>> {
  const from = cursor?.creation ?? { createdBefore: secondAfter(until) };
  for await (const { issues, next } of readByCreation(client, {
    project: scope.externalId,
    from,
    signal,
  })) {
    const reached = next && instantOf(next.createdBefore);
    const isPast = !reached || reached < instantOf(since);
    yield {
      items: issues.map(toItem),
      cursor: { creation: next ?? { createdBefore: BEGINNING } },
      coveredFrom: isPast ? since : next!.createdBefore,
    };
  }
}

async function* readLive(
  client: SonarqubeClient,
  options: ReadOptions<IssuesCursor>,
): AsyncGenerator<Page<IssuesCursor>> {
  const { scope, signal, until } = options;
  const project = scope.externalId;
  let { cursor } = options;
  if (!cursor?.creation) {
    const analysedAt = await readAnalysedAt(client, { project, signal });
    const isSeen = cursor?.seenAt && cursor.analysedAt === analysedAt;
    const next = {
      changedTo: until,
      ...(analysedAt && {
        analysedAt,
        seenAt: isSeen ? cursor!.seenAt : until,
      }),
    };
    const since = changedSince(options, analysedAt);
    const changed = await collectChanged(client, { project, since, signal });
    if (changed !== 'tooMany') {
      yield { items: changed.map(toItem), cursor: next };
      return;
    }
    cursor = { ...next, creation: { createdBefore: secondAfter(until) } };
  }
  const { creation, ...known } = cursor;
  const from = creation!;
  for await (const { issues, next } of readByCreation(client, {
    project,
    from,
    signal,
  })) {
    yield {
      items: issues.map(toItem),
      cursor: { ...known, ...(next && { creation: next }) },
    };
  }
}

/**
 * From when on changes are read. What an analysis changes has the time at which
 * it began, and is listed when it has ended: of a new one, all since the one
 * before is read, and of one that was just seen, all of its own again.
 */
function changedSince(
  { cursor, since, until }: ReadOptions<IssuesCursor>,
  analysedAt: string | undefined,
): DateTime {
  if (!cursor?.changedTo) return instantOf(since);
  const changedTo = instantOf(cursor.changedTo).minus(OVERLAP);
  const isNew = analysedAt !== cursor.analysedAt;
  const isFresh =
    cursor.seenAt !== undefined &&
    instantOf(until) < instantOf(cursor.seenAt).plus(OVERLAP);
  if (!isNew && !isFresh) return changedTo;
  const known = instantOf(cursor.analysedAt ?? BEGINNING);
  return DateTime.min(changedTo, known);
}

/** SonarQube cuts by whole seconds. */
function secondAfter(text: string): string {
  const instant = instantOf(text).startOf('second').plus({ seconds: 1 });
  return instant.toISO() ?? text;
}

function toItem(issue: JsonObject): JsonObject {
  return { issue: pick(issue, FIELDS) };
}
