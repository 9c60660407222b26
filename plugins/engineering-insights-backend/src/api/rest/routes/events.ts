import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { noParameters } from '../parameters';
import { cloudEventSchema } from '../readCloudEvents';
import { factsBody, intakeQuery, readIntake, sarifBody } from '../readIntake';
import { defineRoute, type Route } from '../Route';

/** Reports of large repositories have tens of MB, most of it code and explanations that are not kept. */
const SARIF_LIMIT = 32 * 1024 * 1024;

/** Sending facts, reports of scanners and events of other tools. */
export function eventRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/events',
      operationId: 'receiveEvents',
      requestClass: 'intake',
      summary:
        'Takes facts, reports of scanners (SARIF) and events (CDEvents) from anything: in any order, repeated, late. What is valid is kept even where the rest is not.',
      params: noParameters,
      query: intakeQuery,
      body: z.unknown(),
      mediaTypes: {
        'application/json': { schema: factsBody },
        'application/sarif+json': { schema: sarifBody, limit: SARIF_LIMIT },
        'application/cloudevents+json': { schema: cloudEventSchema },
        'application/cloudevents-batch+json': {
          schema: z.array(cloudEventSchema).max(5_000),
        },
        'application/cdevents+json': {
          schema: z
            .unknown()
            .describe('A CDEvent, also with the headers of CloudEvents.'),
        },
      },
      answer: 'IntakeAnswer',
      handle: async ({ credentials, headers, query, body }) =>
        service.receiveEvents({
          credentials,
          intake: readIntake({ headers, query, body }),
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/events/replay',
      operationId: 'replayEvents',
      summary:
        'Understands anew what was sent for a scope and is still kept, as after an upgrade that reads more of it.',
      params: noParameters,
      query: z.object({
        scope: z.string().min(1).max(500).describe('As it was sent.'),
      }),
      answer: 'ReplayAnswer',
      handle: async ({ credentials, query }) =>
        service.replayEvents({ credentials, scope: query.scope }),
    }),
  ];
}
