import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND_KINDS } from '../database/operations/binding/boundKinds';
import type { CatalogEntity } from './CatalogEntity';
import {
  describeEntity,
  type DescribeEntityOptions,
  ENTITY_FIELDS,
} from './describeEntity';
import { withDefaultPaths } from './withDefaultPaths';

/**
 * Reads from the catalog what binding needs, page by page: about a kilobyte of
 * each entity stays in memory, since the folders of a monorepo are compared
 * across pages. Parents that the catalog has not are left out.
 */
export async function readCatalog(options: {
  catalog: CatalogService;
  credentials: BackstageCredentials;
  connectors: readonly Connector[];
  logger: LoggerService;
}): Promise<CatalogEntity[]> {
  const { catalog, credentials, connectors, logger } = options;
  const onError: DescribeEntityOptions['onError'] = ({
    connector,
    entityRef,
    error,
  }) =>
    logger.error(
      `${connector.title} does not understand the annotations of ${entityRef}, so nothing of it is read there. ` +
        `Correct them: ${stringifyError(error)}`,
    );
  const entities = new Map<string, CatalogEntity>();
  const pages = catalog.streamEntities(
    { filter: { kind: [...BOUND_KINDS] }, fields: ENTITY_FIELDS },
    { credentials },
  );
  for await (const page of pages) {
    for (const entity of page) {
      const described = describeEntity({ entity, connectors, onError });
      entities.set(described.ref, described);
    }
  }
  const withParents = [...entities.values()].map(entity => ({
    ...entity,
    parents: entity.parents.filter(({ ref }) => entities.has(ref)),
  }));
  return withDefaultPaths(withParents);
}
