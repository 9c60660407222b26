import type { EngineeringInsightsService } from '../../../service/EngineeringInsightsService';
import { entityParameters, noParameters } from '../parameters';
import { defineRoute, type Route } from '../Route';

const PATH = '/v1/people/:kind/:namespace/:name';

/** What is stored of a person. */
export function peopleRoutes({
  service,
}: {
  service: EngineeringInsightsService;
}): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: `${PATH}/export`,
      operationId: 'exportPerson',
      requestClass: 'heavyReads',
      isSecret: true,
      summary:
        'All that is stored of a User of the catalog; everybody may ask for his own.',
      params: entityParameters,
      query: noParameters,
      answer: 'PersonExportAnswer',
      handle: async ({ credentials, params }) =>
        service.exportPerson({ credentials, entity: params }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/erase`,
      operationId: 'erasePerson',
      summary:
        'Takes a User of the catalog out of all that is stored, and has nothing stored of him from then on.',
      params: entityParameters,
      query: noParameters,
      answer: 'PersonErasureAnswer',
      handle: async ({ credentials, params }) =>
        service.erasePerson({ credentials, entity: params }),
    }),
  ];
}
