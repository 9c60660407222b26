import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { accountOf, type AzureIdentity } from '../accountOf';
import { codeOf } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizePullRequest } from '../normalize/pullRequests';
import { readBySkip, type WholeList } from '../readList';
import { pick } from './pick';
import {
  readChangedFiles,
  readCommits,
  readEvents,
  readWorkItemIds,
  type PullRequestReading,
} from './pullRequestDetails';
import { readByTime, type TimeCursor } from './readByTime';
import { askingOf, pathOf } from './repositoryRequest';

const PAGE_SIZE = 100;
/** Each asks for its threads, commits and work items. */
const AT_ONCE = 5;
/** No list tells of comments, so an open pull request is looked at again after so long. */
const COMMENTS_EVERY = { hours: 6 };

export interface PullRequest {
  readonly pullRequestId: number;
  readonly status: string;
  readonly creationDate: string;
  readonly closedDate?: string;
  readonly createdBy?: AzureIdentity;
  readonly closedBy?: AzureIdentity;
  readonly labels?: readonly { readonly name?: string }[];
  readonly lastMergeSourceCommit?: { readonly commitId?: string };
  readonly lastMergeTargetCommit?: { readonly commitId?: string };
  readonly lastMergeCommit?: { readonly commitId?: string };
  readonly repository?: {
    readonly name?: string;
    readonly project?: { readonly name?: string };
  };
  readonly reviewers?: readonly (AzureIdentity & { readonly vote?: number })[];
}

export type PullRequestsCursor = Partial<TimeCursor> & {
  /** Live: open ones, by id: what the list said of them, and when they were read. */
  open?: Record<string, { print: string; readAt: string }>;
};

/**
 * Azure DevOps lists pull requests by when they were closed and keeps no time of
 * change, so what is open is compared with what was read of it.
 */
export function pullRequestsStream(
  client: AzureDevopsClient,
): Stream<PullRequestsCursor> {
  const { baseUrl } = client;
  return {
    name: 'pull-requests',
    produces: ['pullRequest', 'review'],
    personal: [
      '/pullRequest/createdBy/id',
      '/pullRequest/closedBy/id',
      '/events/*/by/id',
      '/pullRequest/createdBy/uniqueName',
      '/pullRequest/closedBy/uniqueName',
      '/events/*/by/uniqueName',
    ],
    identify(item) {
      const { pullRequest, at } = item as {
        pullRequest: JsonObject;
        at?: string | null;
      };
      return {
        externalId: String(pullRequest.pullRequestId),
        ...(at && { updatedAt: at }),
      };
    },
    async *read(options) {
      const code = codeOf(options.scope.externalId);
      if (!code) return;
      const { scope, signal } = options;
      const reading = { client, ...code, paths: scope.paths, signal };
      if (options.direction === 'live') yield* readLive(reading, options);
      else yield* readClosed(reading, options);
    },
    normalize: item => normalizePullRequest(item, { baseUrl }),
  };
}

async function* readLive(
  reading: PullRequestReading,
  options: ReadOptions<PullRequestsCursor>,
): AsyncGenerator<Page<PullRequestsCursor>> {
  const { cursor, since } = options;
  const time = { at: cursor?.at ?? since, read: cursor?.read ?? {} };
  let open = cursor?.open ?? {};
  for await (const page of readOpen(reading, options)) {
    ({ open } = page);
    yield { items: page.items, cursor: { ...time, open } };
  }
  for await (const page of readClosed(reading, options)) {
    yield { ...page, cursor: { ...page.cursor, open } };
  }
}

async function* readOpen(
  reading: PullRequestReading,
  { cursor, until }: ReadOptions<PullRequestsCursor>,
) {
  const { records } = await list(reading, {
    'searchCriteria.status': 'active',
  });
  const known = cursor?.open ?? {};
  const limit = DateTime.fromISO(until).minus(COMMENTS_EVERY);
  const isKnown = (pullRequest: PullRequest) => {
    const before = known[pullRequest.pullRequestId];
    return (
      before?.print === printOf(pullRequest) &&
      DateTime.fromISO(before.readAt) > limit
    );
  };
  // What is not open any more is found among those that were closed.
  const open = Object.fromEntries(
    records.flatMap(({ pullRequestId: id }) =>
      known[id] ? [[id, known[id]]] : [],
    ),
  );
  const changed = records.filter(pullRequest => !isKnown(pullRequest));
  for (let from = 0; from < changed.length; from += AT_ONCE) {
    const some = changed.slice(from, from + AT_ONCE);
    const items = await toItems(reading, some);
    for (const pullRequest of some) {
      open[pullRequest.pullRequestId] = {
        print: printOf(pullRequest),
        readAt: until,
      };
    }
    yield { items, open: { ...open } };
  }
  if (changed.length === 0) yield { items: [], open };
}

function readClosed(
  reading: PullRequestReading,
  options: ReadOptions<PullRequestsCursor>,
): AsyncGenerator<Page<TimeCursor>> {
  const { direction, since, until, cursor } = options;
  return readByTime<PullRequest>(
    {
      readBetween: ({ from, to }) =>
        list(reading, {
          'searchCriteria.status': 'all',
          'searchCriteria.queryTimeRangeType': 'closed',
          'searchCriteria.minTime': from,
          'searchCriteria.maxTime': to,
        }),
      idOf: ({ pullRequestId }) => String(pullRequestId),
      timeOf: ({ status, closedDate }) =>
        status === 'active' ? undefined : instantOf(closedDate),
      toItems: pullRequests => toItems(reading, pullRequests),
      atOnce: AT_ONCE,
    },
    {
      direction,
      since,
      until,
      cursor: cursor?.at
        ? { at: cursor.at, read: cursor.read ?? {} }
        : undefined,
    },
  );
}

function list(
  reading: PullRequestReading,
  query: Readonly<Record<string, string | undefined>>,
): Promise<WholeList<PullRequest>> {
  return readBySkip<PullRequest>(
    reading.client,
    askingOf(reading),
    { path: pathOf(reading, 'pullrequests'), query },
    PAGE_SIZE,
  );
}

/** Stands for all that a list says of an open pull request and that may change. */
function printOf(pullRequest: PullRequest): string {
  const { reviewers = [], labels = [], lastMergeSourceCommit } = pullRequest;
  const told = [
    pick(pullRequest, ['status', 'isDraft', 'title', 'targetRefName']),
    lastMergeSourceCommit?.commitId ?? null,
    labels.map(({ name }) => name ?? ''),
    reviewers.map(({ id, vote }) => [id ?? '', vote ?? 0]),
  ];
  return createHash('sha256')
    .update(JSON.stringify(told))
    .digest('base64')
    .slice(0, 16);
}

async function toItems(
  reading: PullRequestReading,
  pullRequests: readonly PullRequest[],
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const pullRequest of pullRequests) {
    const files = reading.paths?.length
      ? await readChangedFiles(reading, pullRequest)
      : undefined;
    items.push({
      from: 'rest',
      pullRequest: projectPullRequest(pullRequest),
      events: await readEvents(reading, pullRequest),
      commits: await readCommits(reading, pullRequest.pullRequestId),
      workItemIds: await readWorkItemIds(reading, pullRequest.pullRequestId),
      ...(files && { files }),
    });
  }
  return items;
}

/** What is used of a pull request; the rest of what Azure DevOps sends is texts, links and accounts. */
export function projectPullRequest(value: object): JsonObject {
  const pullRequest = value as PullRequest;
  const { repository, labels = [] } = pullRequest;
  const commitOf = (commit: { commitId?: string } | undefined) =>
    commit?.commitId ? { commitId: commit.commitId } : null;
  return {
    ...pick(pullRequest, [
      'pullRequestId',
      'status',
      'isDraft',
      'title',
      'creationDate',
      'closedDate',
      'sourceRefName',
      'targetRefName',
    ]),
    ...(repository?.name &&
      repository.project?.name && {
        repository: {
          name: repository.name,
          project: repository.project.name,
        },
      }),
    lastMergeSourceCommit: commitOf(pullRequest.lastMergeSourceCommit),
    lastMergeCommit: commitOf(pullRequest.lastMergeCommit),
    labels: labels.flatMap(({ name }) => (name ? [name] : [])),
    createdBy: accountOf(pullRequest.createdBy),
    closedBy: accountOf(pullRequest.closedBy),
  };
}
