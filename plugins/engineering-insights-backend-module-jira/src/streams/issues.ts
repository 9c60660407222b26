import type { JsonObject } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { JiraClient } from '../client';
import { conditionsOf } from '../conditionsOf';
import type { Vocabulary } from '../createVocabulary';
import { instantOf, isoOf } from '../instantOf';
import { jqlOf, updatedBound } from '../jql';
import { normalizeIssue } from '../normalize/issues';
import { readIssueItems, searchFieldsOf } from '../readIssueItems';
import { searchIssues, type FoundIssue } from '../searchIssues';

const PAGE_SIZE = 100;
/** A search shows a change some seconds late, and a later one perhaps before it. */
const LOOKBACK = { minutes: 10 };
/** What does not fit is read again, which does no harm. */
const LONGEST_MEMORY = 1_000;

export type IssuesCursor = {
  /** ISO 8601: the latest change that was read (live), the earliest (history). */
  updated: string;
  /** Id → `updated` of what was read around there and is found again. */
  read: Record<string, string>;
};

interface Source {
  readonly client: JiraClient;
  readonly vocabulary: Vocabulary;
}

export function issuesStream(source: Source): Stream<IssuesCursor> {
  const { baseUrl } = source.client;
  return {
    name: 'issues',
    produces: ['issue'],
    personal: [
      '/issue/fields/assignee/accountId',
      '/issue/fields/assignee/name',
    ],
    identify(item) {
      const { issue } = item as unknown as {
        issue: { id: string; fields?: JsonObject };
      };
      const updated = issue.fields?.updated;
      return {
        externalId: issue.id,
        updatedAt: typeof updated === 'string' ? isoOf(updated) : undefined,
      };
    },
    read: options => readIssues(source, options),
    normalize: item => normalizeIssue(item, { baseUrl }),
  };
}

/**
 * Reads by the instant of the last change, from a bound on and not from a page
 * on: an issue that changes meanwhile moves to the other end of the list, and
 * whoever counts pages then misses another one.
 */
async function* readIssues(
  source: Source,
  options: ReadOptions<IssuesCursor>,
): AsyncGenerator<Page<IssuesCursor>> {
  const { client, vocabulary } = source;
  const { scope, signal } = options;
  const conditions = await conditionsOf(client, { scope, signal });
  const fieldIds = await vocabulary.fieldIds(signal);
  const way = wayOf(options);
  let bound = way.start;
  let page: string | undefined;
  let cursor = options.cursor ?? { updated: way.begin, read: {} };
  for (;;) {
    const found = await searchIssues(client, {
      jql: jqlOf({
        conditions: [...conditions, ...way.conditions(bound)],
        orderBy: way.orderBy,
      }),
      fields: searchFieldsOf(fieldIds),
      pageSize: PAGE_SIZE,
      withChangelog: true,
      page,
      signal,
    });
    const { read } = cursor;
    const fresh = found.issues.filter(
      issue => read[issue.id] !== updatedOf(issue),
    );
    const items = await readIssueItems({
      client,
      vocabulary,
      fieldIds,
      issues: fresh,
      signal,
    });
    cursor = way.next(cursor, fresh);
    yield {
      items,
      cursor,
      budget: found.budget,
      ...way.covered(cursor),
    };
    if (!found.next) return;
    const nextBound = instantOf(updatedOf(found.issues.at(-1)!));
    const isFurther =
      nextBound.startOf('minute').toMillis() !==
      bound.startOf('minute').toMillis();
    // Within one minute only a position goes on, as after a bulk change.
    page = isFurther ? undefined : found.next;
    bound = isFurther ? nextBound : bound;
  }
}

/** How a direction goes through the list. */
interface Way {
  /** Where a first reading begins, ISO 8601. */
  readonly begin: string;
  /** Where this reading begins. */
  readonly start: DateTime;
  readonly orderBy: string;
  conditions(bound: DateTime): string[];
  next(cursor: IssuesCursor, fresh: readonly FoundIssue[]): IssuesCursor;
  covered(cursor: IssuesCursor): Pick<Page, 'coveredFrom'>;
}

function wayOf(options: ReadOptions<IssuesCursor>): Way {
  return options.direction === 'live' ? liveWay(options) : historyWay(options);
}

function liveWay({ cursor, since }: ReadOptions<IssuesCursor>): Way {
  return {
    begin: isoOf(since)!,
    start: instantOf(cursor?.updated ?? since).minus(LOOKBACK),
    orderBy: 'updated asc, key asc',
    conditions: bound => [updatedBound('>=', bound)],
    next(known, fresh) {
      const updated = latest([known.updated, ...fresh.map(updatedOf)]);
      const from = instantOf(updated).minus(LOOKBACK).startOf('minute');
      return {
        updated,
        read: remember(known.read, fresh, instant => instant >= from),
      };
    },
    covered: () => ({}),
  };
}

function historyWay({ cursor, since, until }: ReadOptions<IssuesCursor>): Way {
  return {
    begin: isoOf(until)!,
    start: instantOf(cursor?.updated ?? until),
    orderBy: 'updated desc, key desc',
    conditions: bound => [
      updatedBound('>=', instantOf(since)),
      updatedBound('<=', bound),
    ],
    next(known, fresh) {
      const updated = earliest([known.updated, ...fresh.map(updatedOf)]);
      // As far up as a bound of whole minutes may find.
      const to = instantOf(updated).startOf('minute').plus({ minutes: 2 });
      return {
        updated,
        read: remember(known.read, fresh, instant => instant <= to),
      };
    },
    covered: ({ updated }) => ({ coveredFrom: updated }),
  };
}

function remember(
  read: Readonly<Record<string, string>>,
  fresh: readonly FoundIssue[],
  isNear: (instant: DateTime) => boolean,
): Record<string, string> {
  const all = {
    ...read,
    ...Object.fromEntries(fresh.map(issue => [issue.id, updatedOf(issue)])),
  };
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, updated]) => isNear(instantOf(updated)))
      .sort(([, left], [, right]) => left.localeCompare(right, 'en'))
      .slice(-LONGEST_MEMORY),
  );
}

/** ISO 8601 in UTC, so that it sorts as text. */
function updatedOf(issue: FoundIssue): string {
  const { updated } = issue.fields;
  const iso = typeof updated === 'string' ? isoOf(updated) : undefined;
  if (!iso) {
    throw new Error(
      `Jira's issue ${issue.key} has no readable "updated", by which it is read. Check that the field is visible to the credentials.`,
    );
  }
  return iso;
}

function latest(instants: readonly string[]): string {
  return instants.reduce((left, right) => (left > right ? left : right));
}

function earliest(instants: readonly string[]): string {
  return instants.reduce((left, right) => (left < right ? left : right));
}
