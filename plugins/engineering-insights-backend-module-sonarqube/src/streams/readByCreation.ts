import type { JsonObject } from '@backstage/types';
import type { DateTime } from 'luxon';
import type { SonarqubeClient } from '../client';
import { instantOf, toParameter } from '../instants';
import { listIssues } from '../listIssues';
import { LONGEST_LIST, PAGE_SIZE } from '../listPage';

/** Where a reading by creation goes on. */
export type CreationCursor = {
  /** What was created before this is still to be read. */
  createdBefore: string;
  /** The page to read next, of more than a page created within one second. */
  page?: number;
  /** Which slice of that second is read, where it has more than SonarQube lists. */
  slice?: number;
};

export interface CreationPage {
  readonly issues: readonly JsonObject[];
  /** Absent behind the last page. */
  readonly next?: CreationCursor;
}

const TYPES = ['BUG', 'VULNERABILITY', 'CODE_SMELL'];
const SEVERITIES = ['BLOCKER', 'CRITICAL', 'MAJOR', 'MINOR', 'INFO'];
/** What one second is cut into; each issue is in one of them. */
const SLICES = TYPES.flatMap(types =>
  SEVERITIES.flatMap(severities =>
    [true, false].map(resolved => ({ types, severities, resolved })),
  ),
);

/**
 * Reads every issue of a project, the latest created first. Each page begins
 * where the last one ended in time and not in number, so that no question
 * reaches SonarQube's limit of 10,000 results. What is created within one
 * second, as all is by the first analysis of code without a history, is read
 * by number, and in slices by type, severity and resolution beyond the limit.
 */
export async function* readByCreation(
  client: SonarqubeClient,
  options: { project: string; from: CreationCursor; signal: AbortSignal },
): AsyncGenerator<CreationPage> {
  let cursor: CreationCursor | undefined = options.from;
  while (cursor) {
    const page: CreationPage =
      cursor.slice === undefined
        ? await readWindow(client, { ...options, cursor })
        : await readSlice(client, { ...options, cursor, slice: cursor.slice });
    yield page;
    cursor = page.next;
  }
}

interface Reading {
  readonly project: string;
  readonly cursor: CreationCursor;
  readonly signal: AbortSignal;
}

async function readWindow(
  client: SonarqubeClient,
  { project, cursor, signal }: Reading,
): Promise<CreationPage> {
  const { createdBefore, page = 1 } = cursor;
  const { items, hasMore } = await listIssues(client, {
    project,
    parameters: {
      s: 'CREATION_DATE',
      asc: false,
      createdBefore: toParameter(instantOf(createdBefore)),
    },
    page,
    signal,
  });
  if (!hasMore) return { issues: items };
  const created = items.map(createdAt);
  const oldest = created.reduce((left, right) => (right < left ? right : left));
  const behind = oldest.plus({ seconds: 1 });
  if (behind < instantOf(createdBefore)) {
    // Others of the oldest second may be on the next page, so it is read whole from there.
    return {
      issues: items.filter((_, index) => !(created[index] <= oldest)),
      next: { createdBefore: isoOf(behind) },
    };
  }
  return {
    issues: items,
    next:
      page * PAGE_SIZE < LONGEST_LIST
        ? { createdBefore, page: page + 1 }
        : { createdBefore, slice: 0 },
  };
}

/** A part of what was created in the second before the cursor. */
async function readSlice(
  client: SonarqubeClient,
  options: Reading & { slice: number },
): Promise<CreationPage> {
  const { project, cursor, slice, signal } = options;
  const { createdBefore, page = 1 } = cursor;
  const second = instantOf(createdBefore).minus({ seconds: 1 });
  const { items, hasMore, total } = await listIssues(client, {
    project,
    parameters: {
      s: 'UPDATE_DATE',
      asc: false,
      createdAfter: toParameter(second),
      createdBefore: toParameter(instantOf(createdBefore)),
      ...SLICES[slice],
    },
    page,
    signal,
  });
  if (total > LONGEST_LIST) {
    throw new Error(
      `SonarQube lists no more than ${LONGEST_LIST} issues to a question, and ${project} has ${total} of one second, type, severity and resolution: ${JSON.stringify(
        { createdAt: isoOf(second), ...SLICES[slice] },
      )}. Switch off the rule that finds most of them, and read the project again.`,
    );
  }
  if (hasMore)
    return { issues: items, next: { createdBefore, slice, page: page + 1 } };
  const isLast = slice + 1 === SLICES.length;
  return {
    issues: items,
    next: isLast
      ? { createdBefore: isoOf(second) }
      : { createdBefore, slice: slice + 1 },
  };
}

function createdAt(issue: JsonObject): DateTime {
  return instantOf(String(issue.creationDate)).startOf('second');
}

function isoOf(instant: DateTime): string {
  return instant.toISO() ?? '';
}
