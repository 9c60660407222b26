import type { JsonValue } from '@backstage/types';
import { InputError } from '@backstage/errors';
import type { IntakeAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { bindIntakeScope } from '../database/operations/binding/bindIntakeScope';
import { ensureEntities } from '../database/operations/binding/ensureEntities';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { lockScopeFacts } from '../database/operations/facts/lockScopeFacts';
import { storePayloads } from '../database/operations/ingestion/storePayloads';
import { ensureScopes } from '../database/operations/scopes/ensureScopes';
import { withErasedNames } from '../database/operations/people/erasedNames';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import { answerOf } from './intake/answerOf';
import type { Intake } from './intake/Intake';
import type { IntakeScope } from './intake/IntakeStream';
import { INTAKE_STREAMS } from './intake/intakeStreams';
import { type IntakePlace, placeOf } from './intake/placeOf';
import { retryConflicts } from './retryConflicts';
import { writeScopeFacts } from './writeScopeFacts';

export interface ReceiveEventsOptions {
  readonly knex: Knex;
  /** What the caller sent, who may write to its entity and scope. */
  readonly intake: Intake;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
}

/**
 * Takes what was pushed: keeps all of it as payloads, writes what is valid and
 * lists the rest, in one transaction.
 *
 * @throws InputError where the batch itself is not as it must be.
 */
export async function receiveEvents(
  options: ReceiveEventsOptions,
): Promise<IntakeAnswer> {
  const place = placeOf(options.intake);
  const batches = batchesOf(options.intake, place);
  const scopes = batches.map(({ scope }) => scope);
  return retryConflicts(() =>
    options.knex.transaction(async knex => {
      const scopeIds = await bindScopes({ knex, place, scopes });
      const parts: IntakeAnswer[] = [];
      // Writers of several scopes take them in one order.
      const order = [...scopeIds.keys()].sort(
        (a, b) => scopeIds[a] - scopeIds[b],
      );
      for (const position of order) {
        const [scopeId, { items }] = [scopeIds[position], batches[position]];
        parts.push(await receiveBatch({ ...options, knex, scopeId, items }));
      }
      return answerOf(parts);
    }),
  );
}

interface SentItem {
  /** Its place in what was sent. */
  readonly index: number;
  readonly item: JsonValue;
}

/** What belongs to one scope. */
interface Batch {
  readonly scope: IntakeScope;
  readonly items: SentItem[];
}

/** Where what names no scope is kept, as it is no event at all. */
const UNKNOWN_SCOPE: IntakeScope = { externalId: 'unknown' };

/** What was sent, by the scope that it belongs to. */
function batchesOf({ form, items }: Intake, place: IntakePlace): Batch[] {
  const { maximumCount, itemsName, scopeOf } = INTAKE_STREAMS[form];
  if (items.length > maximumCount) {
    throw new InputError(
      `Send at most ${maximumCount} ${itemsName} at a time; this batch has ${items.length}.`,
    );
  }
  if (!place.scope && !scopeOf) {
    throw new InputError(
      'Name the scope that the facts belong to, or an entityRef that reads them.',
    );
  }
  const named = place.scope && { externalId: place.scope };
  const batches = new Map<string, Batch>();
  if (named) batches.set(named.externalId, { scope: named, items: [] });
  items.forEach((each, index) => {
    const item = each as JsonValue;
    const scope = named || scopeOf?.(item) || UNKNOWN_SCOPE;
    const batch: Batch = batches.get(scope.externalId) ?? { scope, items: [] };
    batch.items.push({ index, item });
    batches.set(scope.externalId, batch);
  });
  return [...batches.values()];
}

/** Gives the scopes their ids, in their order, and has the entity read them. */
async function bindScopes(options: {
  knex: Knex.Transaction;
  place: IntakePlace;
  scopes: readonly IntakeScope[];
}): Promise<readonly number[]> {
  const { knex, place, scopes } = options;
  const { entityRef } = place;
  const ids = await ensureScopes({
    knex,
    scopes: scopes.map(scope => ({ source: 'intake', origin: '', ...scope })),
  });
  if (entityRef) {
    for (const scopeId of ids) await bindEntity({ knex, entityRef, scopeId });
  }
  return ids;
}

async function bindEntity(options: {
  knex: Knex.Transaction;
  entityRef: string;
  scopeId: number;
}): Promise<void> {
  const { knex, entityRef, scopeId } = options;
  const ids = await ensureEntities({ knex, refs: [entityRef] });
  const entityIds = [...ids.values()];
  const { isNew } = await bindIntakeScope({
    knex,
    entityId: entityIds[0],
    scopeId,
  });
  if (isNew)
    await addDirtyMarks({
      knex,
      entityIds,
      fromAt: '-infinity',
      reason: 'binding',
    });
}

async function receiveBatch(
  options: Omit<ReceiveEventsOptions, 'knex'> & {
    readonly knex: Knex.Transaction;
    readonly scopeId: number;
    readonly items: readonly SentItem[];
  },
): Promise<IntakeAnswer> {
  const { knex, scopeId, items, identitySalt: salt, intake } = options;
  const privacy = await withErasedNames(options);
  const stream = INTAKE_STREAMS[intake.form];
  const payloads = items.map(({ item }) =>
    stream.toPayload(item, { salt, privacy }),
  );
  // What is known decides what is said, so nobody may write in between.
  await lockScopeFacts({ knex, scopeId });
  const { observedAt } = await storePayloads({
    knex,
    scopeId,
    stream: intake.form,
    payloads,
  });
  // What is understood is what is stored, so that a replay gives the same rows.
  const { facts, ...rest } = await stream.understand({
    knex,
    scopeId,
    items: payloads.map(({ externalId, body }, index) => ({
      index: items[index].index,
      externalId,
      body,
      observedAt: observedAt[index],
    })),
  });
  const written = await writeScopeFacts({ ...options, facts });
  const ignored = rest.ignored.map(reason => ({ reason, count: 1 }));
  return { ...rest, ignored, written, unchanged: facts.length - written };
}
