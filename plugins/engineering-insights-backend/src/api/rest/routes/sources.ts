import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { idParameters, noParameters, pageQuery } from '../parameters';
import { defineRoute, type Route } from '../Route';

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
      params: idParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.retryStream({ credentials, streamId: Number(params.id) }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/sources/:id/replay',
      operationId: 'replayStream',
      summary: 'Has the stored payloads of a stream normalised anew.',
      params: idParameters,
      query: noParameters,
      handle: async ({ credentials, params }) =>
        service.replayStream({ credentials, streamId: Number(params.id) }),
    }),
  ];
}
