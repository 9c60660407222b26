import type {
  SourcesSummaryAnswer,
  StreamsAnswer,
  StreamState,
} from '@sei-platform/plugin-engineering-insights-common';
import { listStreamStates } from '../database/operations/ingestion/listStreamStates';
import { staleBefore } from '../engine';
import { listReadableStreams } from '../ingestion/listReadableStreams';
import { summarizeSources as summarize } from '../ingestion/summarizeSources';
import type { ServiceContext } from './ServiceContext';

function staleIn({ now, settings }: ServiceContext): string {
  return staleBefore({
    now: now(),
    intervalSeconds: settings.pollIntervalSeconds,
  });
}

/** How collecting goes, source by source. */
export async function summarizeSources(options: {
  readonly context: ServiceContext;
}): Promise<SourcesSummaryAnswer> {
  const { context } = options;
  const { knex, connectors, settings, now } = context;
  return summarize({
    knex,
    connectors,
    settings,
    staleBefore: staleIn(context),
    now: now(),
  });
}

/** What streams are asked for. */
export interface StreamsQuestion {
  readonly source?: string;
  readonly origin?: string;
  readonly state?: StreamState;
  readonly text?: string;
  readonly limit: number;
  readonly offset: number;
}

/** A page of the streams of the installed connectors. */
export async function listStreams(
  options: StreamsQuestion & { readonly context: ServiceContext },
): Promise<StreamsAnswer> {
  const { context, ...question } = options;
  const { items, totalCount } = await listStreamStates({
    ...question,
    knex: context.knex,
    readable: listReadableStreams(context),
    staleBefore: staleIn(context),
  });
  const next = question.offset + items.length;
  return {
    items,
    totalCount,
    ...(items.length > 0 && next < totalCount && { nextCursor: String(next) }),
  };
}
