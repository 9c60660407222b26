import fc from 'fast-check';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import {
  type DerivedTables,
  DeliveryWorld,
  NOW,
} from './__testUtils__/DeliveryWorld';
import { drawHistory } from './__testUtils__/drawHistory';
import { observeChangeFailRate } from './__testUtils__/observeChangeFailRate';

const database = testDatabase();
jest.setTimeout(300_000);

let knex: Knex;
let count = 0;
beforeAll(async () => {
  knex = await database.create();
});

/** Each rollout that is no rollback is observed once, and failed at most once. */
async function expectPossibleFailRate(
  entityId: number,
  { rollouts, failures }: DerivedTables,
): Promise<void> {
  const asOf = NOW.toISO()!;
  const observed = await observeChangeFailRate({ knex, entityId, asOf });
  const judged = observed.filter(each => each.excluded_reason === null);
  const rollbacks = rollouts.filter(rollout => rollout.is_rollback);
  expect(observed).toHaveLength(rollouts.length);
  expect(judged).toHaveLength(rollouts.length - rollbacks.length);
  const failed = judged.reduce((sum, { numerator }) => sum + numerator, 0);
  const names = new Set(rollbacks.map(rollout => rollout.first));
  expect(failed).toBe(
    failures.filter(
      failure => failure.is_counted && !names.has(failure.rollout),
    ).length,
  );
  expect(failed).toBeLessThanOrEqual(judged.length);
}

const tape = fc.array(fc.nat(9_999), { minLength: 500, maxLength: 500 });

it.each([
  ['a service with a repository of its own', undefined],
  ['a service with some paths of one', ['payments/**']],
])('ends the same in whatever order the facts of %s came', async (_, paths) => {
  await fc.assert(
    fc.asyncProperty(
      tape,
      fc.array(fc.nat(9_999), { minLength: 200, maxLength: 200 }),
      async (numbers, order) => {
        count += 1;
        const [service, other, scope] = [
          `payments-${count}`,
          `orders-${count}`,
          `acme/mono-${count}`,
        ];
        const world = new DeliveryWorld(knex);
        // Bound to other paths at first, and bound anew when half of the facts are there.
        await world.addEntity({
          name: service,
          scopes: [{ name: scope, paths: ['orders/**'] }],
        });
        if (paths)
          await world.addEntity({
            name: other,
            scopes: [{ name: scope, paths: ['orders/**'] }],
          });
        const facts = drawHistory({ tape: numbers, service })
          .map((fact, index) => ({
            fact,
            rank: order[index % order.length] * 1_000 + index,
          }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ fact }) => fact);

        await world.derive(service);
        let isChanged = false;
        for (let from = 0; from < facts.length; ) {
          const size = 1 + (order[from % order.length] % 9);
          const fromAt = await world.write(
            scope,
            facts.slice(from, from + size),
          );
          if (fromAt !== undefined) await world.derive(service, { fromAt });
          from += size;
          if (!isChanged && from >= facts.length / 2) {
            isChanged = true;
            await world.rebind({ entity: service, scope, paths });
            for (const [mark, isFailed] of [
              [0, true],
              [1, false],
            ] as const) {
              await world.mark(service, {
                scope,
                external_id: `d${2 * (order[mark] % 7) + mark}`,
                is_failed: isFailed,
              });
            }
            await world.derive(service);
          }
        }
        const stepByStep = await world.read(service);
        await world.forget(service);
        await world.derive(service);
        const atOnce = await world.read(service);

        expect(stepByStep).toEqual(atOnce);
        const counting = atOnce.claims.filter(
          claim => claim.excluded_reason === null,
        );
        expect(new Set(counting.map(claim => claim.sha)).size).toBe(
          counting.length,
        );
        await expectPossibleFailRate(world.entityId(service), atOnce);
        expect(
          atOnce.claims.every(
            claim =>
              claim.excluded_reason !== null ||
              claim.started_at! <= claim.finished_at!,
          ),
        ).toBe(true);
      },
    ),
    // A tape does not shrink to anything smaller to read, and each run is some forty derivations.
    { numRuns: 25, endOnFailure: true },
  );
});
