import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { readFindingStates } from '../../../database/operations/read/readFindingStates';

/** Leaves out what is said to be fixed and is so already: it was fixed when that was said first. */
export async function withoutRepeated(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly findings: readonly FindingFact[];
}): Promise<FindingFact[]> {
  const { knex, scopeId, findings } = options;
  const fixed = findings.filter(({ state }) => state === 'fixed');
  const states = await readFindingStates({
    knex,
    scopeId,
    externalIds: fixed.map(({ externalId }) => externalId),
  });
  return findings.filter(
    ({ state, externalId }) =>
      state !== 'fixed' || states.get(externalId) !== 'fixed',
  );
}
