import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { idParameters, noParameters } from '../parameters';
import { defineRoute, type Route } from '../Route';

/** Parts are checked one by one, so that valid facts of a batch are kept. */
const eventsBody = z.object({
  entityRef: z
    .string()
    .min(1)
    .max(800)
    .optional()
    .describe('The entity that reads the scope: component:default/payments.'),
  scope: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe('The place that the facts belong to: acme/payments.'),
  facts: z
    .array(z.unknown())
    .max(5_000)
    .describe('Facts; each as #/components/schemas/Fact.'),
});

/** Sending facts, and how the sources are read. */
export function sourceRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/events',
      operationId: 'receiveEvents',
      summary:
        'Takes facts from anything: in any order, repeated, late. Valid ones are kept even where others are not.',
      params: noParameters,
      query: noParameters,
      body: eventsBody,
      answer: 'IntakeAnswer',
      handle: async ({ credentials, body }) =>
        service.receiveEvents({ credentials, events: body }),
    }),
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
