import type {
  EntityHealth,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import {
  createPeriod,
  measurePeriods,
  readEntityHealth,
  type MeasuredPeriod,
} from '../engine';
import { readSnapshot } from '../database/readSnapshot';
import type { ServiceContext } from './ServiceContext';

/** How far the data of an entity can be trusted, with what the installed connectors ask of an entity that names no source. */
export async function healthOf(options: {
  context: ServiceContext;
  knex: Knex;
  entity: StoredEntity;
  window: MetricWindow;
  measured: MeasuredPeriod;
}): Promise<EntityHealth> {
  const { context, knex, entity, window, measured } = options;
  const { id, ref, kind, title } = entity;
  return readEntityHealth({
    knex,
    entity: { ref, kind, title },
    window,
    members: measured.membersOf(id),
    readiness: measured.readinessOf(id),
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

/** The same, where nothing else is asked of the entity. */
export async function readHealth(options: {
  context: ServiceContext;
  entity: StoredEntity;
  window: MetricWindow;
}): Promise<EntityHealth> {
  const { context, entity, window } = options;
  const now = context.now();
  return readSnapshot(context.knex, async knex => {
    const [measured] = await measurePeriods(
      { knex, now, metrics: [], entityIds: [entity.id] },
      [createPeriod({ window, now })],
    );
    return healthOf({ context, knex, entity, window, measured });
  });
}
