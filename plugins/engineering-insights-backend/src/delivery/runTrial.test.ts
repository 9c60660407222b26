import { deliveryPolicySchema } from '@sei-platform/plugin-engineering-insights-common';
import { holdEntity } from '../database/operations/delivery/holdEntity';
import { claimDirtyEntity } from '../database/operations/values/claimDirtyEntity';
import { testDatabase } from '../database/testDatabase';
import { Seed } from '../engine/__testUtils__/seed';
import { resolvePolicy } from './policy';
import { runTrial } from './runTrial';

jest.setTimeout(60_000);

const NOW = '2026-04-15T12:00:00.000Z';
const databases = testDatabase();

async function createWorld() {
  const knex = await databases.create();
  const entityId = await new Seed(knex).entity({ name: 'payments' });
  await knex('dirty_marks').insert({
    entity_id: entityId,
    from_at: '-infinity',
    reason: 'facts',
    due_at: NOW,
  });
  const claim = () =>
    knex.transaction(trx =>
      claimDirtyEntity({
        knex: trx,
        now: NOW,
        of: 'components',
        exceptIds: [],
      }),
    );
  const policy = resolvePolicy({
    policies: { default: deliveryPolicySchema.parse({}), byAnnotation: {} },
    settings: {},
    entityRef: 'component:default/payments',
  });
  return { knex, entityId, claim, policy };
}

describe('a trial', () => {
  it('is passed over by those who derive, and keeps nothing', async () => {
    const { knex, entityId, claim, policy } = await createWorld();
    const before = await knex('entities').where('id', entityId).first();
    const derivationIds = await runTrial(
      { knex, entityId, title: 'It' },
      async ({ derive }) => {
        const ids = [await derive(policy), await derive(policy)];
        expect(await claim()).toBeUndefined();
        return ids;
      },
    );
    expect(new Set(derivationIds).size).toBe(2);
    expect(await claim()).toMatchObject({ entityId });
    expect(await knex('entities').where('id', entityId).first()).toEqual(
      before,
    );
    expect(
      await knex('derivations').whereIn('id', derivationIds ?? []),
    ).toEqual([]);
    expect(await knex('policy_versions').whereLike('name', 'trial%')).toEqual(
      [],
    );
  });

  it('ends at its limit with a sentence, and lets the entity be derived then', async () => {
    const { knex, entityId, claim } = await createWorld();
    const begun = performance.now();
    await expect(
      runTrial(
        { knex, entityId, title: 'The comparison', limitMs: 400 },
        async ({ knex: trx }) => {
          for (let no = 0; no < 500; no += 1) {
            await trx.raw('select pg_sleep(0.02)');
          }
        },
      ),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'The comparison took longer than 0.4 seconds and was given up; nothing was changed.',
      ),
    });
    expect(performance.now() - begun).toBeLessThan(3_000);
    expect(await claim()).toMatchObject({ entityId });
  });

  it('waits for who derives no longer than its limit', async () => {
    const { knex, entityId } = await createWorld();
    const other = await knex.transaction();
    await holdEntity({ knex: other, entityId });
    try {
      await expect(
        runTrial(
          { knex, entityId, title: 'The preview', limitMs: 300 },
          async () => true,
        ),
      ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    } finally {
      await other.rollback();
    }
  });

  it('is nothing of an entity that is gone', async () => {
    const { knex } = await createWorld();
    expect(
      await runTrial(
        { knex, entityId: 999_999, title: 'It' },
        async () => true,
      ),
    ).toBeUndefined();
  });
});
