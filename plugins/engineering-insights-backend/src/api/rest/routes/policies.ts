import { z } from 'zod/v4';
import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { entityParameters, noParameters, pageQuery } from '../parameters';
import { defineRoute, type Route } from '../Route';

const compareQuery = z.object({
  ...pageQuery.shape,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(50)
    .describe('Records in a page.'),
  with: z
    .string()
    .min(1)
    .max(200)
    .describe(
      'The other policy: the id of a version that the entity had, `default`, or the name of a policy of the configuration.',
    ),
});

/** The delivery policies of an entity. */
export function policyRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/policies',
      operationId: 'listPolicies',
      summary:
        'The delivery policy in force of one entity with what sets each part, and the versions before it with when, who and why.',
      params: entityParameters,
      query: noParameters,
      answer: 'PoliciesAnswer',
      handle: async ({ credentials, params }) =>
        service.listPolicies({ credentials, entity: params }),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/entities/:kind/:namespace/:name/policies/compare',
      operationId: 'comparePolicies',
      requestClass: 'heavyReads',
      summary:
        'The five DORA metrics of one entity under the policy in force and under another one, and the records that make the difference.',
      params: entityParameters,
      query: compareQuery,
      answer: 'PolicyComparison',
      handle: async ({ credentials, params, query }) =>
        service.comparePolicies({
          credentials,
          entity: params,
          window: query,
          with: query.with,
          limit: query.limit,
          offset: Number(query.cursor ?? 0),
        }),
    }),
  ];
}
