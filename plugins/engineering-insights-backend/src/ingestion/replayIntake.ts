import type { ReplayAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { lockScopeFacts } from '../database/operations/facts/lockScopeFacts';
import {
  listArrivals,
  readArrival,
} from '../database/operations/ingestion/listArrivals';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import type { IntakeForm } from './intake/Intake';
import { INTAKE_STREAMS } from './intake/intakeStreams';
import { retryConflicts } from './retryConflicts';
import { writeScopeFacts } from './writeScopeFacts';

/**
 * Understands anew all that was pushed into a scope and is still kept, in the
 * order in which it came, as after a mended mapping. What came together is
 * understood together.
 */
export async function replayIntake(options: {
  readonly knex: Knex;
  readonly scopeId: number;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
}): Promise<ReplayAnswer> {
  const { knex, scopeId } = options;
  let [read, written] = [0, 0];
  for (const form of Object.keys(INTAKE_STREAMS) as IntakeForm[]) {
    const stream = { knex, scopeId, stream: form };
    for (const arrival of await listArrivals(stream)) {
      const payloads = await readArrival({ ...stream, arrival });
      read += payloads.length;
      written += await retryConflicts(() =>
        knex.transaction(async trx => {
          await lockScopeFacts({ knex: trx, scopeId });
          const { facts } = await INTAKE_STREAMS[form].understand({
            knex: trx,
            scopeId,
            items: payloads.map((payload, index) => ({ ...payload, index })),
          });
          const receivedAt = payloads[0].observedAt;
          return writeScopeFacts({ ...options, knex: trx, facts, receivedAt });
        }),
      );
    }
  }
  return { read, written };
}
