import {
  STREAM_STATES,
  type SourceSummary,
  type SourcesSummaryAnswer,
  type SourceWebhooks,
  type StreamState,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  groupStreamErrors,
  type StreamErrorGroup,
} from '../database/operations/ingestion/groupStreamErrors';
import {
  countComponents,
  listBudgets,
  type ListedBudget,
} from '../database/operations/ingestion/readSourceTotals';
import {
  type ListedTask,
  listTasks,
} from '../database/operations/ingestion/sourceTasks';
import {
  summarizeStreams,
  type StreamTotals,
} from '../database/operations/ingestion/summarizeStreams';
import {
  summarizeWebhooks,
  type WebhookSummary,
} from '../database/operations/ingestion/summarizeWebhooks';
import { listIdentityCounts } from '../database/operations/people/identityCounts';
import { type IngestionSettings, reserveOf } from './IngestionSettings';
import { listReadableStreams } from './listReadableStreams';

interface SourceFacts {
  readonly connector: Connector;
  readonly reserve: number;
  readonly totals?: StreamTotals;
  readonly errors: readonly StreamErrorGroup[];
  readonly budgets: readonly ListedBudget[];
  readonly webhooks: readonly WebhookSummary[];
  readonly tasks: readonly ListedTask[];
  readonly now: string;
}

/** Tells operators how collecting goes, source by source, in a few queries however many streams there are. */
export async function summarizeSources(options: {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly settings: IngestionSettings;
  /** ISO 8601: what was not read up to then is stale. */
  readonly staleBefore: string;
  /** ISO 8601. */
  readonly now: string;
}): Promise<SourcesSummaryAnswer> {
  const { knex, connectors, settings, staleBefore, now } = options;
  const readable = listReadableStreams({ connectors, settings });
  const [totals, errors, budgets, webhooks, tasks, people, components] =
    await Promise.all([
      summarizeStreams({ knex, readable, staleBefore }),
      groupStreamErrors({ knex, readable, staleBefore }),
      listBudgets({ knex }),
      summarizeWebhooks({ knex }),
      listTasks({ knex }),
      listIdentityCounts({ knex }),
      countComponents({ knex }),
    ]);
  const sources = connectors.map(connector => {
    const isOfConnector = (row: { source: string; origin: string }) =>
      row.source === connector.id && row.origin === connector.origin;
    return toSummary({
      connector,
      reserve: reserveOf(connector, settings),
      totals: totals.find(isOfConnector),
      errors: errors.filter(isOfConnector),
      budgets: budgets.filter(isOfConnector),
      webhooks: webhooks.filter(({ source }) => source === connector.id),
      tasks: tasks.filter(isOfConnector),
      now,
    });
  });
  return { asOf: now, sources: sources.sort(byNeed), people, components };
}

function needOf({ streamCounts, tasks, webhooks }: SourceSummary): number {
  const isTaskFailing = tasks.some(({ lastError }) => lastError);
  return (
    streamCounts.failing +
    streamCounts.refused +
    (webhooks?.failedCount ?? 0) +
    Number(isTaskFailing)
  );
}

function byNeed(a: SourceSummary, b: SourceSummary): number {
  return (
    Number(needOf(b) > 0) - Number(needOf(a) > 0) ||
    a.title.localeCompare(b.title) ||
    a.origin.localeCompare(b.origin)
  );
}

function toSummary(facts: SourceFacts): SourceSummary {
  const { connector, reserve, totals, errors, budgets, tasks } = facts;
  const webhooks = toWebhooks(facts);
  return {
    id: connector.id,
    title: connector.title,
    origin: connector.origin,
    isFromDescriptionOnly: connector.isFromDescriptionOnly ?? false,
    scopeCount: totals?.scopeCount ?? 0,
    goneScopeCount: totals?.goneScopeCount ?? 0,
    streamCounts: toStreamCounts(totals),
    ...(totals && coverageOf(totals, facts.now)),
    counters: totals?.itemCounts ?? {
      read: 0,
      written: 0,
      ignored: 0,
      invalid: 0,
    },
    budgets: budgets.map(({ credential, scopePrefix, ...budget }) => ({
      credential,
      ...(scopePrefix !== null && { scopePrefix }),
      limit: budget.limit,
      remaining: budget.remaining,
      reserve: Math.ceil(budget.limit * reserve),
      resetsAt: budget.resetsAt.toISOString(),
    })),
    errors: errors.map(({ name, message, streamCount, scopeCount, ...at }) => ({
      name,
      message,
      streamCount,
      scopeCount,
      lastAt: at.lastAt,
      retryAt: at.retryAt.toISOString(),
    })),
    ...(webhooks && { webhooks }),
    tasks: tasks.map(({ task, lastSuccessAt, lastError }) => ({
      task,
      ...(lastSuccessAt && { lastSuccessAt: lastSuccessAt.toISOString() }),
      ...(lastError && { lastError }),
    })),
  };
}

function toStreamCounts(totals?: StreamTotals): Record<StreamState, number> {
  return Object.fromEntries(
    STREAM_STATES.map(state => [state, totals?.stateCounts[state] ?? 0]),
  ) as Record<StreamState, number>;
}

function coverageOf(
  totals: StreamTotals,
  now: string,
): Pick<SourceSummary, 'lastSuccessAt' | 'coveredTo' | 'collection'> {
  const { lastSuccessAt, medianCoveredTo, oldestCoveredTo } = totals;
  const { readCount, doneCount, doneSinceCount, begunAt } = totals;
  const openCount = readCount - doneCount;
  const seconds = begunAt && (Date.parse(now) - begunAt.getTime()) / 1_000;
  return {
    ...(lastSuccessAt && { lastSuccessAt: lastSuccessAt.toISOString() }),
    ...(medianCoveredTo &&
      oldestCoveredTo && {
        coveredTo: {
          median: medianCoveredTo.toISOString(),
          oldest: oldestCoveredTo.toISOString(),
        },
      }),
    ...(openCount > 0 && {
      collection: {
        doneStreamCount: doneCount,
        totalStreamCount: readCount,
        ...(seconds !== null &&
          doneSinceCount > 0 && {
            secondsLeft: Math.round((seconds / doneSinceCount) * openCount),
          }),
      },
    }),
  };
}

function toWebhooks({
  connector,
  webhooks,
}: SourceFacts): SourceWebhooks | undefined {
  const isOpen = connector.webhook !== undefined;
  const own = webhooks.find(({ origin }) => origin === connector.origin);
  const shared =
    connector.origin === ''
      ? undefined
      : webhooks.find(({ origin }) => origin === '');
  if (!isOpen && !own) return undefined;
  return {
    isOpen,
    storedCount: own?.storedCount ?? 0,
    pendingCount: own?.pendingCount ?? 0,
    ...(own?.pendingSince && { pendingSince: own.pendingSince.toISOString() }),
    failedCount: own?.failedCount ?? 0,
    notStored: {
      badSignature: own?.unstored.badSignature ?? 0,
      unknownScope: own?.unstored.unknownScope ?? 0,
      duplicate: own?.unstored.duplicate ?? 0,
      notRead: own?.unstored.notRead ?? 0,
    },
    badSignatureOfAnyCount: shared?.unstored.badSignature ?? 0,
  };
}
