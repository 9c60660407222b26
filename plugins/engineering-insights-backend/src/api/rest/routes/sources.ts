import { STREAM_STATES } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { smallIdParameters, noParameters, pageQuery } from '../parameters';
import { defineRoute, type Route } from '../Route';

const streamsQuery = z.object({
  source: z
    .string()
    .max(200)
    .optional()
    .describe('Only those of this connector: github.'),
  origin: z
    .string()
    .max(2_000)
    .optional()
    .describe('Only those of this installation of it.'),
  state: z
    .enum(STREAM_STATES)
    .optional()
    .describe('Only those that are in this state.'),
  text: z
    .string()
    .max(200)
    .optional()
    .describe("Part of a scope, of a stream's name or of its error."),
  cursor: pageQuery.shape.cursor,
  limit: pageQuery.shape.limit,
});

/** How the sources are read. */
export function sourceRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/sources',
      operationId: 'listSources',
      summary:
        'How far each stream of each source was read, its rate limit and its last error.',
      params: noParameters,
      query: noParameters,
      answer: 'SourcesAnswer',
      handle: async ({ credentials }) => service.listSources({ credentials }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/sources/summary',
      operationId: 'summarizeSources',
      summary:
        'Each source added up: its streams by state, how far it was read, its rate limits, its errors and its webhooks.',
      params: noParameters,
      query: noParameters,
      answer: 'SourcesSummaryAnswer',
      handle: async ({ credentials }) =>
        service.summarizeSources({ credentials }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/streams',
      operationId: 'listStreams',
      summary:
        'The streams of the sources, those that need someone first, page by page.',
      params: noParameters,
      query: streamsQuery,
      answer: 'StreamsAnswer',
      handle: async ({ credentials, query: { cursor, ...question } }) =>
        service.listStreams({
          ...question,
          credentials,
          offset: Number(cursor ?? '0'),
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/triage',
      operationId: 'listTriage',
      summary:
        'Incidents of the last 90 days of which no entity hears, oldest first: name the service at the source, or the place by an annotation.',
      params: noParameters,
      query: z.object({ limit: pageQuery.shape.limit }),
      answer: 'TriageAnswer',
      handle: async ({ credentials, query }) =>
        service.listTriage({ credentials, limit: query.limit }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/sources/:id/retry',
      operationId: 'retryStream',
      summary: 'Has a stream read as soon as a replica is free.',
      params: smallIdParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.retryStream({ credentials, streamId: Number(params.id) }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/sources/:id/replay',
      operationId: 'replayStream',
      summary: 'Has the stored payloads of a stream normalised anew.',
      params: smallIdParameters,
      query: noParameters,
      answer: 'StreamReplayAnswer',
      handle: async ({ credentials, params }) =>
        service.replayStream({ credentials, streamId: Number(params.id) }),
    }),
  ];
}
