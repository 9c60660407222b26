import type {
  SourcesSummaryAnswer,
  SourceSummary,
  StreamRow,
  StreamsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

const MINUTE_MS = 60_000;
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * MINUTE_MS).toISOString();

const NO_STREAMS: SourceSummary['streamCounts'] = {
  failing: 0,
  refused: 0,
  waiting: 0,
  collecting: 0,
  stale: 0,
  current: 0,
  unused: 0,
};

/** A source with something of everything; its times count from now. */
export const createGithub = (): SourceSummary => ({
  id: 'github',
  title: 'GitHub',
  origin: 'https://github.com',
  isFromDescriptionOnly: false,
  scopeCount: 40,
  goneScopeCount: 2,
  streamCounts: { ...NO_STREAMS, failing: 3, refused: 1, current: 196 },
  lastSuccessAt: ago(1),
  coveredTo: { median: ago(4), oldest: ago(180) },
  collection: {
    doneStreamCount: 150,
    totalStreamCount: 200,
    secondsLeft: 720,
  },
  counters: { read: 12_000, written: 9_000, ignored: 200, invalid: 1 },
  budgets: [
    {
      credential: 'App 7 of acme',
      scopePrefix: 'acme/',
      limit: 5_000,
      remaining: 1_250,
      reserve: 2_500,
      resetsAt: ago(-20),
    },
    {
      credential: 'App 7 of tools',
      scopePrefix: 'tools/',
      limit: 5_000,
      remaining: 4_000,
      reserve: 2_500,
      resetsAt: ago(10),
    },
  ],
  errors: [
    {
      name: 'ServiceUnavailableError',
      message: 'GitHub cannot be reached. Check it and the network between.',
      streamCount: 3,
      scopeCount: 2,
      lastAt: ago(5),
      retryAt: ago(-5),
    },
  ],
  webhooks: {
    isOpen: true,
    storedCount: 1_204,
    pendingCount: 2,
    pendingSince: ago(3),
    failedCount: 1,
    notStored: { badSignature: 4, unknownScope: 17, duplicate: 0, notRead: 0 },
    badSignatureOfAnyCount: 0,
  },
  tasks: [{ task: 'scopes', lastSuccessAt: ago(30) }],
});

/** It never told a rate limit, and sends no webhooks. */
export const createJira = (): SourceSummary => ({
  id: 'jira',
  title: 'Jira',
  origin: 'https://acme.atlassian.net',
  isFromDescriptionOnly: true,
  scopeCount: 1,
  goneScopeCount: 0,
  streamCounts: { ...NO_STREAMS, current: 2 },
  lastSuccessAt: ago(2),
  coveredTo: { median: ago(2), oldest: ago(2) },
  counters: { read: 10, written: 10, ignored: 0, invalid: 0 },
  budgets: [],
  errors: [],
  tasks: [],
});

export function createSourcesAnswer(
  sources: readonly SourceSummary[] = [createGithub(), createJira()],
): SourcesSummaryAnswer {
  return {
    asOf: new Date().toISOString(),
    sources,
    people: [],
    components: { withMetricsCount: 12, totalCount: 40 },
  };
}

export function createStream(
  number: number,
  change: Partial<StreamRow> = {},
): StreamRow {
  return {
    id: String(number),
    source: 'github',
    origin: 'https://github.com',
    scope: `acme/service-${number}`,
    stream: 'commits',
    state: 'current',
    isBeingRead: false,
    lastSuccessAt: ago(4),
    coveredFrom: '2026-05-01T00:00:00.000Z',
    coveredTo: ago(4),
    isHistoryDone: true,
    isStale: false,
    nextRunAt: ago(-6),
    failureCount: 0,
    ...change,
  };
}

/** The first page of 120 streams, of which one fails. */
export const streams: StreamsAnswer = {
  items: [
    createStream(1, {
      state: 'failing',
      failureCount: 3,
      lastError: {
        name: 'ServiceUnavailableError',
        message: 'GitHub cannot be reached. Check it and the network between.',
        at: ago(5),
        retryAt: ago(-5),
      },
    }),
    ...Array.from({ length: 49 }, (_, index) => createStream(index + 2)),
  ],
  totalCount: 120,
  nextCursor: '50',
};
