import { metricParameters, noParameters } from '../rest/parameters';
import type { Operation } from '../rest/Route';

/** The image of a number. It is no route of the REST API, as it is asked for without credentials. */
export const badgeOperation: Operation = {
  method: 'get',
  path: '/v1/badges/:metricId/:kind/:namespace/:name.svg',
  operationId: 'getBadge',
  summary:
    'A metric of an entity in the last 90 days as an image, without credentials; where the configuration and the entity allow it.',
  params: metricParameters,
  query: noParameters,
  image: 'image/svg+xml',
  isOpen: true,
};
