import type {
  DeliveryPolicyInput,
  Fact,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { type DerivedTables, DeliveryWorld } from './DeliveryWorld';
import { sha } from './facts';

const NAMES = new Map(
  'abcdefghijklmnopqrstuvwxyz'.split('').map(name => [sha(name), name]),
);

/** What a test says of a claim: `d-1`, or `d-1 mergeCommit` where it does not count, by the commit's name; originals have a star. */
export function claimsOf({
  claims,
}: Pick<DerivedTables, 'claims'>): Record<string, string> {
  return Object.fromEntries(
    claims.map(claim => [
      `${NAMES.get(claim.sha as string)}${claim.is_original ? '*' : ''}`,
      [claim.rollout ?? 'none', claim.excluded_reason]
        .filter(word => word !== null)
        .join(' '),
    ]),
  );
}

/** What a test says of failures: the evidence and the recovery, by the first deployment of the rollout. */
export function failuresOf({
  failures,
}: Pick<DerivedTables, 'failures'>): Record<string, unknown[]> {
  return Object.fromEntries(
    failures.map(failure => [
      failure.rollout as string,
      [
        failure.confidence,
        failure.is_counted,
        failure.evidence,
        failure.recovered_by,
      ],
    ]),
  );
}

/** One database for the examples of a test file; each has scopes and entities of its own. */
export function createExamples(): {
  world(): DeliveryWorld;
  /** Derives a service that owns the whole of one repository. */
  derive(
    facts: readonly Fact[],
    policy?: DeliveryPolicyInput,
  ): Promise<DerivedTables>;
} {
  const database = testDatabase();
  let knex: Knex;
  let count = 0;
  beforeAll(async () => {
    knex = await database.create();
  }, 60_000);
  return {
    world: () => new DeliveryWorld(knex),
    async derive(facts, policy) {
      const world = new DeliveryWorld(knex);
      count += 1;
      const [entity, scope] = [`service-${count}`, `acme/service-${count}`];
      await world.addEntity({ name: entity, scopes: [{ name: scope }] });
      await world.write(scope, facts);
      await world.derive(entity, { policy });
      return world.read(entity);
    },
  };
}
