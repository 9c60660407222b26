import { FRACTION_IDS } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { random } from '../__testUtils__/random';
import { Seed } from '../__testUtils__/seed';
import { seedRandomDelivery } from '../__testUtils__/seedRandomDelivery';
import { readMembers } from '../readMembers';
import { readFractions } from './readFractions';
import { readGaps } from './readGaps';

const databases = testDatabase();
const window = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};

let knex: Knex;
let seed: Seed;
beforeEach(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

async function membersOf(entityId: number) {
  return readMembers({ knex, entityIds: [entityId], periods: [window] });
}

async function fractionOf(entityId: number, id: (typeof FRACTION_IDS)[number]) {
  const members = await membersOf(entityId);
  const { fractions } = await readFractions({ knex, members });
  return fractions.find(fraction => fraction.id === id)!;
}

async function gapsOf(
  entityId: number,
  fraction: (typeof FRACTION_IDS)[number],
  limit = 7,
) {
  const members = await membersOf(entityId);
  const rows: Awaited<ReturnType<typeof readGaps>>[number][] = [];
  for (;;) {
    const page = await readGaps({
      knex,
      members,
      fraction,
      limit,
      offset: rows.length,
    });
    rows.push(...page);
    if (page.length < limit) return rows;
  }
}

async function incident(options: {
  scopeId: number;
  derivationIds: readonly number[];
  openedAt: string;
  attribution: string;
  reason?: string;
}): Promise<void> {
  const [{ id }] = await knex('incidents')
    .insert({
      scope_id: options.scopeId,
      external_id: `${options.scopeId} ${options.openedAt}`,
      source_updated_at: options.openedAt,
      opened_at: options.openedAt,
      url: 'https://example.org/incident',
    })
    .returning('id');
  await knex('incident_attributions').insert(
    options.derivationIds.map(derivationId => ({
      derivation_id: derivationId,
      incident_id: id,
      attribution: options.attribution,
      reason: options.reason ?? null,
    })),
  );
}

it('lists as many rows as each fraction lacks, each once, whatever the facts', async () => {
  const next = random(7);
  const { systemId, entityIds, scopeIds } = await seedRandomDelivery({
    seed,
    next,
    from: window.from,
    days: 90,
    componentCount: 6,
  });
  await knex.raw(
    'update rollouts set change_count = 1 + id % 3 where id % 4 <> 0',
  );
  const derivations: { id: number }[] = await knex('derivations').select('id');
  for (let day = 10; day < 40; day += 1) {
    const index = day % scopeIds.length;
    await incident({
      scopeId: scopeIds[index],
      derivationIds: derivations.slice(2 * index, 2 * index + 2).map(d => d.id),
      openedAt: `2026-02-${String(10 + (day % 15)).padStart(2, '0')}T0${
        day % 10
      }:00:00.000Z`,
      attribution: ['linked', 'unlinked', 'notCausedByChange'][day % 3],
      reason: day % 2 ? 'noDeployment' : undefined,
    });
  }
  let listed = 0;
  for (const entityId of [systemId, ...entityIds]) {
    for (const id of FRACTION_IDS) {
      const { total, count } = await fractionOf(entityId, id);
      const rows = await gapsOf(entityId, id);
      expect({ entityId, id, rows: rows.length }).toEqual({
        entityId,
        id,
        rows: total - count,
      });
      expect(new Set(rows.map(row => row.id)).size).toBe(rows.length);
      expect(rows.map(row => row.at)).toEqual(
        rows
          .map(row => row.at)
          .sort()
          .reverse(),
      );
      listed += rows.length;
    }
  }
  expect(listed).toBeGreaterThan(50);
});

it('says of each deployment why its revision is not usable, with a link to it', async () => {
  const entityId = await seed.entity({ name: 'payments' });
  const derivationId = await seed.derivation({ entityId });
  const scopeId = await seed.scope({ entityIds: [entityId], name: 'acme/pay' });
  const common = { derivationId, scopeId, finishedAt: window.from };
  await seed.deployment({ ...common, externalId: 'd-1', sha: 'abc' });
  await seed.deployment({ ...common, externalId: 'd-2' });
  await seed.deployment({ ...common, externalId: 'd-3', sha: 'def' });
  await knex('deployments')
    .where({ external_id: 'd-3' })
    .update({ revision_status: 'unresolved' });
  // Neither of production nor of this window.
  await seed.deployment({ ...common, externalId: 'd-4', isProduction: false });
  await seed.deployment({
    ...common,
    externalId: 'd-5',
    finishedAt: window.to,
  });
  expect(await gapsOf(entityId, 'deploymentsWithRevision')).toEqual(
    [
      ['d-2', 'd-2', 'noRevision'],
      ['d-3', 'def', 'unknownRevision'],
    ].map(([id, title, reason]) => ({
      id: `${scopeId}:deployment:${id}`,
      title,
      at: window.from,
      service: {
        ref: 'component:default/payments',
        kind: 'component',
        title: 'payments',
      },
      source: 'github',
      origin: 'https://github.com',
      scope: 'acme/pay',
      reason,
      environment: 'production',
      url: `https://github.com/deployments/${id}`,
    })),
  );
});

it('counts once for a system what its components share, and not what is of another or was before it belonged', async () => {
  const systemId = await seed.entity({ name: 'till', kind: 'system' });
  const entityIds = [
    await seed.entity({ name: 'a' }),
    await seed.entity({ name: 'b' }),
  ];
  const derivationIds: number[] = [];
  for (const entityId of entityIds) {
    await seed.owns({
      parentId: systemId,
      entityId,
      relation: 'system',
      from: '2026-02-01T00:00:00Z',
    });
    derivationIds.push(await seed.derivation({ entityId }));
  }
  const scopeId = await seed.scope({ entityIds, name: 'acme/till' });
  for (const derivationId of derivationIds) {
    for (const finishedAt of ['2026-01-15T00:00:00Z', '2026-02-15T00:00:00Z']) {
      await seed.deployment({
        derivationId,
        scopeId,
        finishedAt,
        externalId: `d-${finishedAt}`,
      });
    }
  }
  const openedAt = '2026-02-20T00:00:00Z';
  const unlinked = { scopeId, derivationIds, attribution: 'unlinked' };
  await incident({ ...unlinked, openedAt, reason: 'sharedScope' });
  await incident({
    ...unlinked,
    openedAt: '2026-02-21T00:00:00Z',
    reason: 'ofAnother',
  });
  const [gap, ...others] = await gapsOf(systemId, 'deploymentsWithRevision');
  expect(gap.at).toBe('2026-02-15T00:00:00.000Z');
  expect(others).toEqual([]);
  expect(await gapsOf(systemId, 'incidentsLinked')).toMatchObject([
    { reason: 'sharedScope', title: `${scopeId} ${openedAt}` },
  ]);
  expect(await fractionOf(systemId, 'incidentsLinked')).toEqual({
    id: 'incidentsLinked',
    count: 0,
    total: 1,
  });
});
