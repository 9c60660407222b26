import fc from 'fast-check';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { testDatabase } from '../database/testDatabase';
import { DeliveryWorld } from './testing/DeliveryWorld';
import { drawHistory } from './testing/drawHistory';

const database = testDatabase();
jest.setTimeout(300_000);

let knex: Knex;
let count = 0;
beforeAll(async () => {
  knex = await database.create();
});

// Deriving needs no look-back of its own, so here the marks are taken without the one of the writer.
function withoutLookback(fromAt: string): string {
  return fromAt === '-infinity'
    ? fromAt
    : DateTime.fromISO(fromAt).plus({ days: 31 }).toUTC().toISO()!;
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
        await world.addEntity({
          name: service,
          scopes: [{ name: scope, paths }],
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
        for (let from = 0; from < facts.length; ) {
          const size = 1 + (order[from % order.length] % 9);
          const fromAt = await world.write(
            scope,
            facts.slice(from, from + size),
          );
          if (fromAt !== undefined)
            await world.derive(service, { fromAt: withoutLookback(fromAt) });
          from += size;
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
        const judged = new Set(atOnce.rollouts.map(rollout => rollout.first));
        const failed = atOnce.failures.filter(failure => failure.is_counted);
        expect(failed.length).toBeLessThanOrEqual(judged.size);
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
