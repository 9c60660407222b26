import type { JsonObject } from '@backstage/types';
import { isError } from '@backstage/errors';
import {
  NotAllowedError,
  type Page,
  type ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { GithubClient, RestAnswer } from '../client';
import {
  readConnection,
  type ConnectionCursor,
  type ConnectionPage,
} from './readConnection';

const PAGE_SIZE = 100;
/** Nothing but asking tells of alerts, so they are not asked for at every turn. */
const READ_EVERY = { hours: 1 };
/** A change may be listed a little late. */
const LOOKBACK = { minutes: 10 };
/** Alerts that are open count, however old they are. */
const BEGINNING = '1970-01-01T00:00:00Z';

export type AlertsCursor = ConnectionCursor & {
  /** Of the list as it was read last. */
  etag?: string;
  /** Until when the list is known. */
  readAt?: string;
};

export interface AlertList {
  /** Below a repository's address: `code-scanning`. */
  readonly path: string;
  /** What the operator calls it: `code scanning`. */
  readonly feature: string;
  readonly permission: string;
  readonly parameters?: Readonly<Record<string, string>>;
  /** What is used of an alert. */
  project(alert: JsonObject): JsonObject;
}

/** What is used of an alert: the first reading holds all of them at once, and no secret with them. */
type Alert = JsonObject & {
  number: number;
  created_at: string;
  updated_at?: string | null;
};

/**
 * Reads the alerts of one kind, oldest change first. The first reading lists all
 * there is, so there is no history behind it.
 */
export async function* readAlerts(
  client: GithubClient,
  options: ReadOptions<AlertsCursor> & { readonly list: AlertList },
): AsyncGenerator<Page<AlertsCursor>> {
  const { cursor, direction, until, list } = options;
  if (direction === 'history' || isKnown(options)) return;
  let etag: string | undefined;
  let isUnchanged = false;
  const pages = readConnection<Alert>(
    {
      async readPage(after) {
        const answer = await ask(client, options, {
          after,
          etag: after ? undefined : cursor?.etag,
        });
        if (!after && answer.result === 'ok') ({ etag } = answer);
        isUnchanged ||= answer.result === 'notModified';
        return pageOf(answer, list);
      },
      changedAt: ({ updated_at: updatedAt, created_at: createdAt }) =>
        updatedAt ?? createdAt,
      toItem: alert => ({ from: 'rest', alert }),
      lookback: LOOKBACK,
    },
    { direction, cursor, since: BEGINNING },
  );
  // Only the last page says that all was read: an ETag before would hide what is left after a stop.
  let last: Page<AlertsCursor> | undefined;
  for await (const page of pages) {
    if (last) yield last;
    last = page;
  }
  const known = isUnchanged ? cursor?.etag : etag;
  yield {
    items: [],
    ...last,
    cursor: {
      changedAt: BEGINNING,
      ...last?.cursor,
      readAt: until,
      ...(known && { etag: known }),
    },
  };
}

function isKnown({ cursor, until }: ReadOptions<AlertsCursor>): boolean {
  return (
    cursor?.readAt !== undefined &&
    instantOf(until) < instantOf(cursor.readAt).plus(READ_EVERY)
  );
}

async function ask(
  client: GithubClient,
  options: ReadOptions<AlertsCursor> & { readonly list: AlertList },
  { after, etag }: { after?: string; etag?: string },
): Promise<RestAnswer> {
  const { scope, signal, list } = options;
  const { permission } = list;
  const repository = `/repos/${scope.externalId}`;
  try {
    return await client.get({
      scope,
      signal,
      permission,
      path: `${repository}/${list.path}/alerts`,
      parameters: {
        ...list.parameters,
        sort: 'updated',
        direction: 'desc',
        per_page: PAGE_SIZE,
        ...(after && Object.fromEntries(new URLSearchParams(after))),
      },
      etag,
    });
  } catch (error) {
    if (!isError(error)) throw error;
    const isHidden = error.name === 'NotFoundError';
    if (!isHidden && error.name !== 'NotAllowedError') throw error;
    // GitHub says the same of a feature that is off as of a repository that is gone.
    if (isHidden)
      await client.get({
        scope,
        signal,
        permission: 'Metadata: read',
        path: repository,
      });
    throw new NotAllowedError(
      `GitHub shows no ${list.feature} alerts of ${scope.externalId}. Switch ${list.feature} on in its settings and give the credentials the permission "${permission}". Where it is not used, nothing needs to be done.`,
      error,
    );
  }
}

/** Some lists go on behind an alert, others at a number of a page. */
function pageOf(answer: RestAnswer, list: AlertList): ConnectionPage<Alert> {
  const { budget } = answer;
  if (answer.result === 'notModified')
    return { nodes: [], pageInfo: { hasNextPage: false }, budget };
  const { after, page } = answer.nextParameters ?? {};
  let place: Record<string, string> | undefined;
  if (after) place = { after };
  else if (page) place = { page };
  return {
    nodes: (answer.data as JsonObject[]).map(list.project) as Alert[],
    pageInfo: {
      hasNextPage: answer.hasNextPage,
      ...(place && { endCursor: new URLSearchParams(place).toString() }),
    },
    budget,
  };
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}
