import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { saveEntities } from '../database/operations/binding/saveEntities';
import { saveEntityScopes } from '../database/operations/binding/saveEntityScopes';
import { saveOwnerships } from '../database/operations/binding/saveOwnerships';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { ensureScopes } from '../database/operations/scopes/ensureScopes';
import { ensureStreams } from '../database/operations/scopes/ensureStreams';
import type { CatalogEntity } from './CatalogEntity';
import { hashEntity } from './hashEntity';

/** Binds one batch of changed entities, whole or not at all. */
export async function bindEntities(options: {
  knex: Knex;
  entities: readonly CatalogEntity[];
  /** The id of each entity and of each of its parents. */
  ids: ReadonlyMap<string, number>;
  connectors: readonly Connector[];
  now: string;
}): Promise<void> {
  const { entities, ids, connectors, now } = options;
  const idOf = (ref: string) => ids.get(ref)!;
  const entityIds = entities.map(({ ref }) => idOf(ref));
  await options.knex.transaction(async knex => {
    const saved = await saveEntities({
      knex,
      entities: entities.map(entity => ({
        ...entity,
        id: idOf(entity.ref),
        annotationsHash: hashEntity(entity),
      })),
    });
    const entityScopes = await ensureEntityScopes({
      knex,
      entities,
      idOf,
      connectors,
    });
    const bound = await saveEntityScopes({ knex, entityIds, entityScopes });
    const ownerships = entities.flatMap(({ ref, parents }) =>
      parents.map(parent => ({
        entityId: idOf(ref),
        parentId: idOf(parent.ref),
        relation: parent.relation,
      })),
    );
    const owned = await saveOwnerships({ knex, entityIds, ownerships, now });
    // The first known owner reaches back to the beginning, so an ownership may change everything as well.
    const changedIds = [
      ...saved.changedIds,
      ...bound.changedIds,
      ...owned.changedIds,
    ];
    await addDirtyMarks({
      knex,
      entityIds: changedIds,
      fromAt: '-infinity',
      reason: 'binding',
    });
  });
}

async function ensureEntityScopes(options: {
  knex: Knex;
  entities: readonly CatalogEntity[];
  idOf: (ref: string) => number;
  connectors: readonly Connector[];
}) {
  const { knex, entities, idOf, connectors } = options;
  const bindings = entities.flatMap(({ ref, scopes }) =>
    scopes.map(scope => ({ ref, scope })),
  );
  const scopeIds = await ensureScopes({
    knex,
    scopes: bindings.map(({ scope }) => scope),
  });
  await ensureStreams({
    knex,
    streams: bindings.flatMap(({ scope }, index) =>
      listStreams(connectors, scope).map(({ name, produces }) => ({
        scopeId: scopeIds[index],
        name,
        produces,
      })),
    ),
  });
  return bindings.map(({ ref, scope }, index) => ({
    entityId: idOf(ref),
    scopeId: scopeIds[index],
    paths: scope.paths,
  }));
}

function listStreams(
  connectors: readonly Connector[],
  scope: { source: string; origin: string },
) {
  return connectors
    .filter(({ id, origin }) => id === scope.source && origin === scope.origin)
    .flatMap(({ streams }) => streams);
}
