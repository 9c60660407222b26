import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { noParameters } from '../parameters';
import { defineRoute, type Route } from '../Route';

const MOST_ANNOTATIONS = 20;

const entityRef = z
  .string()
  .regex(
    /^[^:/]{1,63}:[^:/]{1,253}\/[^:/]{1,253}$/,
    'must be kind:namespace/name',
  )
  .describe('The component: component:default/payments.');

const annotations = z
  .record(z.string().min(1).max(253), z.string().max(2_000).nullable())
  .refine(
    record => Object.keys(record).length <= MOST_ANNOTATIONS,
    `may have ${MOST_ANNOTATIONS} annotations at most`,
  )
  .describe(
    'Annotations to try, by their whole keys; null tries it without one.',
  );

const part = z.record(z.string(), z.unknown()).optional();

const previewBody = z.object({
  entityRef,
  annotations: annotations.optional(),
  policy: z
    .strictObject({
      deployments: part,
      environments: part,
      failures: part,
      incidents: part,
    })
    .optional()
    .describe(
      'Part of a delivery policy to try, as in engineeringInsights.policies; what is absent stays as it is.',
    ),
});

/** Trying rules. */
export function doctorRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/doctor/preview',
      operationId: 'previewRule',
      requestClass: 'heavyReads',
      summary:
        'What a rule would match of the stored facts of a component, and how its five metrics of 90 days would change; nothing is kept. Without a rule: what holds now.',
      params: noParameters,
      query: noParameters,
      body: previewBody,
      answer: 'DoctorAnswer',
      handle: async ({ credentials, body }) =>
        service.previewRule({
          credentials,
          entity: parseEntityRef(body.entityRef),
          trial: { annotations: body.annotations, policy: body.policy },
        }),
    }),
  ];
}
