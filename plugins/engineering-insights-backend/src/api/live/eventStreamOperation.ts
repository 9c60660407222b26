import { z } from 'zod/v4';
import { noParameters } from '../rest/parameters';
import type { Operation } from '../rest/Route';
import { readEntityRef } from './readEntityRef';

/** Of one stream. */
export const MOST_ENTITIES = 100;

export const eventStreamQuery = z.object({
  entityRefs: z
    .string()
    .max(40_000)
    .transform((text, context) =>
      text.split(',').map(ref => readEntityRef(ref.trim(), context)),
    )
    .refine(refs => refs.length <= MOST_ENTITIES, {
      error: `at most ${MOST_ENTITIES} entities`,
    })
    .optional()
    .describe(
      `Only of these entities, as kind:namespace/name with commas between, ${MOST_ENTITIES} at most. Absent: of all that the caller sees.`,
    ),
});

/** The stream of what is calculated. It is no route of the REST API, as its answer does not end. */
export const eventStreamOperation: Operation = {
  method: 'get',
  path: '/v1/events/stream',
  operationId: 'followEvents',
  summary:
    'Server-Sent Events: `metrics.changed` (MetricsChangedEvent) whenever the values of an entity that the caller sees were calculated anew, and `reset` (StreamResetEvent) where what was missed is not told one by one. Goes on after the `Last-Event-ID` of the request.',
  params: noParameters,
  query: eventStreamQuery,
  isStream: true,
};
