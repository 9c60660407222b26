import type {
  EntityHealth,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readEntityHealth } from '../engine';
import type { ServiceContext } from './ServiceContext';

/** How far the data of an entity can be trusted, with what the installed connectors ask of an entity that names no source. */
export async function readHealth(options: {
  context: ServiceContext;
  entity: StoredEntity;
  window: MetricWindow;
}): Promise<EntityHealth> {
  const { context, entity, window } = options;
  const { id, ref, kind, title } = entity;
  return readEntityHealth({
    knex: context.knex,
    entity: { id, ref, kind, title },
    window,
    now: context.now(),
    intervalSeconds: context.settings.pollIntervalSeconds,
    annotationHints: context.connectors.flatMap(connector =>
      connector.annotations
        .filter(hint =>
          hint.appliesTo.some(each => each.toLocaleLowerCase('en-US') === kind),
        )
        .map(({ key, example }) => ({ source: connector.title, key, example })),
    ),
  });
}
