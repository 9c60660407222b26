import type {
  EntityHealth,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import {
  createPeriod,
  measureBlocks,
  measurePeriods,
  readEntityHealth,
  type Blocks,
} from '../engine';
import { readKeptBlocks, type TabParts } from './readKeptBlocks';
import type { ServiceContext } from './ServiceContext';
import { createSourceTitle } from './sourceTitles';

/** How far the data of an entity can be trusted, with what the installed connectors ask of an entity that names no source. */
export async function healthOf(options: {
  context: ServiceContext;
  knex: Knex;
  entity: StoredEntity;
  parts: TabParts<Pick<Blocks, 'completeness'>>;
}): Promise<EntityHealth> {
  const { context, knex, entity, parts } = options;
  const { ref, kind, title } = entity;
  const { streams, ...health } = await readEntityHealth({
    knex,
    entity: { ref, kind, title },
    members: parts.members,
    completeness: parts.blocks.completeness,
    readReadiness: parts.readReadiness,
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
  const titleOf = createSourceTitle(context.connectors);
  return {
    ...health,
    streams: streams.map(stream => ({
      ...stream,
      sourceTitle: titleOf(stream),
    })),
  };
}

/** The same, where nothing else is asked of the entity. */
export async function readHealth(options: {
  context: ServiceContext;
  entity: StoredEntity;
  window: ResolvedWindow;
}): Promise<EntityHealth> {
  const { context, entity } = options;
  return readSnapshot(context.knex, async knex => {
    const question = { ...options, knex };
    const parts =
      (await readKeptBlocks(question)) ?? (await measureParts(question));
    return healthOf({ context, knex, entity, parts });
  });
}

async function measureParts(options: {
  context: ServiceContext;
  knex: Knex;
  entity: StoredEntity;
  window: ResolvedWindow;
}): Promise<TabParts<Pick<Blocks, 'completeness'>>> {
  const { context, knex, entity, window } = options;
  const now = context.now();
  const targetId = entity.id;
  const [measured] = await measurePeriods(
    { knex, now, metrics: [], entityIds: [targetId] },
    [createPeriod({ window, now })],
  );
  return {
    blocks: await measureBlocks(
      { knex, targetId, measured, bucket: window.bucket },
      ['completeness'],
    ),
    members: measured.membersOf(targetId),
    isRollUp: measured.isRollUp(targetId),
    readReadiness: async () => measured.readinessOf(targetId),
  };
}
