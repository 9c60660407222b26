import type { JsonValue } from '@backstage/types';
import type { IntakeAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { bindIntakeScope } from '../database/operations/binding/bindIntakeScope';
import { ensureEntities } from '../database/operations/binding/ensureEntities';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import { storePayloads } from '../database/operations/ingestion/storePayloads';
import { ensureScopes } from '../database/operations/scopes/ensureScopes';
import { type Events, parseEvents } from './intake/parseEvents';
import { toPayload } from './intake/toPayload';
import { validateFacts } from './intake/validateFacts';
import { retryConflicts } from './retryConflicts';
import { writeScopeFacts } from './writeScopeFacts';

/** The stream that the payloads of the intake are stored under. */
const STREAM = 'events';

export interface ReceiveEventsOptions {
  readonly knex: Knex;
  /** What the caller sent, who may write to its entity and scope. */
  readonly body: unknown;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly identitySalt: string;
}

/**
 * Takes facts that were pushed: keeps all of them as payloads, writes the valid
 * ones and lists the others, in one transaction.
 *
 * @throws InputError where the batch itself is not as it must be.
 */
export async function receiveEvents(
  options: ReceiveEventsOptions,
): Promise<IntakeAnswer> {
  const events = parseEvents(options.body);
  const payloads = events.facts.map(fact =>
    toPayload(fact as JsonValue, options.identitySalt),
  );
  // What is understood is what is stored, so that a replay gives the same rows.
  const { valid, invalid } = validateFacts(payloads.map(({ body }) => body));
  return retryConflicts(() =>
    options.knex.transaction(async knex => {
      const scopeId = await bindScope({ knex, events });
      const { observedAt } = await storePayloads({
        knex,
        scopeId,
        stream: STREAM,
        payloads,
      });
      const written = await writeScopeFacts({
        ...options,
        knex,
        scopeId,
        // Without a time of its own a fact has that of its first arrival, so sending it again says nothing new.
        facts: valid.map(({ fact, index }) => ({
          ...fact,
          sourceUpdatedAt: fact.sourceUpdatedAt ?? observedAt[index],
        })),
      });
      return { written, unchanged: valid.length - written, invalid };
    }),
  );
}

async function bindScope(options: {
  knex: Knex;
  events: Events;
}): Promise<number> {
  const { knex, events } = options;
  const { entityRef, scope } = events;
  const [scopeId] = await ensureScopes({
    knex,
    scopes: [{ source: 'intake', origin: '', externalId: scope }],
  });
  if (!entityRef) return scopeId;
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
  return scopeId;
}
