import type {
  SourcesAnswer,
  StreamHealth,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  type ListedStream,
  listStreams,
} from '../database/operations/ingestion/listStreams';
import {
  countComponents,
  listBudgets,
  type ListedBudget,
  listWebhookTotals,
  type WebhookTotals,
} from '../database/operations/ingestion/readSourceTotals';
import { listIdentityCounts } from '../database/operations/people/identityCounts';
import {
  type ListedTask,
  listTasks,
} from '../database/operations/ingestion/sourceTasks';
import { type IngestionSettings, reserveOf } from './IngestionSettings';

const STALE_AFTER_MS = 86_400_000;

type Source = SourcesAnswer['sources'][number];

/** Tells operators how collecting goes: each source, its streams, its budget and its webhooks. */
export async function readSources(options: {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly settings: Pick<IngestionSettings, 'reserves'>;
  /** ISO 8601. */
  readonly now: string;
}): Promise<SourcesAnswer> {
  const { knex, connectors, settings, now } = options;
  const [streams, budgets, webhooks, tasks, people, components] =
    await Promise.all([
      listStreams({ knex }),
      listBudgets({ knex }),
      listWebhookTotals({ knex }),
      listTasks({ knex }),
      listIdentityCounts({ knex }),
      countComponents({ knex }),
    ]);
  const sources = connectors.map(connector => {
    const isOfConnector = (row: { source: string; origin: string }) =>
      row.source === connector.id && row.origin === connector.origin;
    return toSource({
      connector,
      streams: streams.filter(isOfConnector),
      budgets: budgets.filter(isOfConnector),
      webhook: webhooks.find(isOfConnector),
      tasks: tasks.filter(isOfConnector),
      reserve: reserveOf(connector, settings),
      now,
    });
  });
  return { sources, people, components };
}

function toSource(options: {
  readonly connector: Connector;
  readonly streams: readonly ListedStream[];
  readonly budgets: readonly ListedBudget[];
  readonly webhook?: WebhookTotals;
  readonly tasks: readonly ListedTask[];
  readonly reserve: number;
  readonly now: string;
}): Source {
  const { connector, streams, budgets, webhook, tasks, reserve, now } = options;
  const isOpen = connector.webhook !== undefined;
  return {
    id: connector.id,
    title: connector.title,
    origin: connector.origin,
    isFromDescriptionOnly: connector.isFromDescriptionOnly ?? false,
    streams: streams.map(stream => ({
      ...toStreamHealth(stream, now),
      id: String(stream.id),
      nextRunAt: stream.dueAt.toISOString(),
      counters: {
        read: stream.readCount,
        written: stream.writtenCount,
        ignored: stream.ignoredCount,
        invalid: stream.invalidCount,
      },
    })),
    budgets: budgets.map(({ credential, limit, remaining, resetsAt }) => ({
      credential,
      limit,
      remaining,
      reserve: Math.ceil(limit * reserve),
      resetsAt: resetsAt.toISOString(),
    })),
    ...((isOpen || webhook) && {
      webhook: {
        isOpen,
        receivedCount: webhook?.receivedCount ?? 0,
        unknownScopeCount: webhook?.unknownScopeCount ?? 0,
        pendingCount: webhook?.pendingCount ?? 0,
      },
    }),
    tasks: tasks.map(({ task, lastSuccessAt, lastError }) => ({
      task,
      ...(lastSuccessAt && { lastSuccessAt: lastSuccessAt.toISOString() }),
      ...(lastError && { lastError }),
    })),
  };
}

/** Says how far a stream was read. One that was not read to its end for a day is stale. */
export function toStreamHealth(
  stream: Pick<
    ListedStream,
    | 'source'
    | 'origin'
    | 'scope'
    | 'name'
    | 'lastSuccessAt'
    | 'coveredFrom'
    | 'coveredTo'
    | 'isHistoryDone'
    | 'dueAt'
    | 'lastError'
  >,
  now: string,
): StreamHealth {
  const { lastError, lastSuccessAt, coveredFrom, coveredTo } = stream;
  return {
    source: stream.source,
    origin: stream.origin,
    scope: stream.scope,
    stream: stream.name,
    ...(lastSuccessAt && { lastSuccessAt: lastSuccessAt.toISOString() }),
    ...(coveredFrom && { coveredFrom: coveredFrom.toISOString() }),
    ...(coveredTo && { coveredTo: coveredTo.toISOString() }),
    isHistoryDone: stream.isHistoryDone,
    isStale:
      !coveredTo || Date.parse(now) - coveredTo.getTime() > STALE_AFTER_MS,
    ...(lastError && {
      lastError: { ...lastError, retryAt: stream.dueAt.toISOString() },
    }),
  };
}
