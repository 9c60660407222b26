import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  bindCalendars,
  type UnknownCalendar,
} from '../database/operations/binding/bindCalendars';
import { BOUND_KINDS } from '../database/operations/binding/boundKinds';
import { ensureEntities } from '../database/operations/binding/ensureEntities';
import {
  type KnownEntity,
  readKnownEntities,
} from '../database/operations/binding/readKnownEntities';
import { removeEntities } from '../database/operations/binding/removeEntities';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { bindByName } from '../database/operations/binding/bindByName';
import { bindEntities } from './bindEntities';
import type { CatalogEntity } from './CatalogEntity';
import { hashEntity } from './hashEntity';
import { readCatalog } from './readCatalog';

/** Entities per transaction: locks are held for tens of milliseconds. */
const BATCH_SIZE = 500;

export interface BindCatalogOptions {
  readonly knex: Knex;
  readonly catalog: CatalogService;
  /** The plugin's own. */
  readonly credentials: BackstageCredentials;
  readonly connectors: readonly Connector[];
  readonly logger: LoggerService;
  /** ISO 8601. */
  readonly now: string;
}

export interface BindCatalogResult {
  readonly entityCount: number;
  readonly changedCount: number;
  readonly removedCount: number;
  readonly unknownCalendars: readonly UnknownCalendar[];
}

/**
 * Brings entities, their owners and the scopes that they read in line with the
 * catalog. Run again without a change it writes nothing; stopped half-way it
 * goes on where it was, since an entity's hash is saved with all that follows
 * from it.
 */
export async function bindCatalog(
  options: BindCatalogOptions,
): Promise<BindCatalogResult> {
  const { knex, connectors, now } = options;
  // Before the catalog is read: what the intake names meanwhile is not taken for removed.
  const known = await readKnownEntities({ knex, kinds: BOUND_KINDS });
  const entities = await readCatalog(options);

  const changed = entities.filter(entity => {
    const before = known.get(entity.ref);
    return (
      !before ||
      before.isRemoved ||
      before.annotationsHash !== hashEntity(entity)
    );
  });
  for (let start = 0; start < changed.length; start += BATCH_SIZE) {
    const batch = changed.slice(start, start + BATCH_SIZE);
    const refs = batch.flatMap(entity => [
      entity.ref,
      ...entity.parents.map(({ ref }) => ref),
    ]);
    const ids = await ensureEntities({ knex, refs });
    await bindEntities({ knex, entities: batch, ids, connectors, now });
  }

  const removedCount = await removeMissing({ ...options, known, entities });
  await knex.transaction(trx => bindByName({ knex: trx }));
  // Of all, as a calendar is inherited and the configuration has others after a start.
  const calendars = await bindCalendars({ knex });
  return {
    entityCount: entities.length,
    changedCount: changed.length,
    removedCount,
    unknownCalendars: calendars.unknown,
  };
}

async function removeMissing(
  options: BindCatalogOptions & {
    known: ReadonlyMap<string, KnownEntity>;
    entities: readonly CatalogEntity[];
  },
): Promise<number> {
  const { knex, known, entities, logger, now } = options;
  const present = new Set(entities.map(({ ref }) => ref));
  const missing = [...known.values()].filter(
    ({ ref, isRemoved }) => !isRemoved && !present.has(ref),
  );
  if (missing.length === 0) return 0;
  if (entities.length === 0) {
    logger.warn(
      `The catalog shows none of the ${missing.length} entities that it had, so they are kept. ` +
        'Check that the catalog is filled and that plugin engineering-insights may read it.',
    );
    return 0;
  }
  await knex.transaction(async trx => {
    const entityIds = missing.map(({ id }) => id).sort((a, b) => a - b);
    const { parentIds } = await removeEntities({ knex: trx, entityIds, now });
    await addDirtyMarks({
      knex: trx,
      entityIds: parentIds,
      fromAt: now,
      reason: 'binding',
    });
  });
  return missing.length;
}
