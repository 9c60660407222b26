import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { Seed } from './__testUtils__/seed';
import { createPeriod } from './Period';
import { readMembers } from './readMembers';
import { sprints } from './sprints';

const now = '2026-03-20T12:00:00.000Z';
const window = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const period = createPeriod({ window, now });
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

/** Noon of a day of March; 0 is the last of February. */
const march = (day: number) =>
  new Date(Date.UTC(2026, 2, day, 12)).toISOString();

async function ask(entityId: number) {
  const members = await readMembers({
    knex,
    entityIds: [entityId],
    periods: [period],
  });
  return sprints({ knex, members, period });
}

async function service() {
  serial += 1;
  const entityId = await seed.entity({ name: `service-${serial}` });
  await seed.derivation({ entityId });
  const scopeId = await seed.scope({
    entityIds: [entityId],
    name: `PAY${serial}`,
  });
  return { entityId, scopeId };
}

async function sprint(
  scopeId: number,
  externalId: string,
  fields: Readonly<Record<string, unknown>>,
) {
  await knex('sprints').insert({
    scope_id: scopeId,
    external_id: externalId,
    source_updated_at: now,
    name: `Sprint ${externalId}`,
    board: 'Payments',
    ...fields,
  });
}

/** An issue that was added to a sprint on one day, and perhaps done on another. */
async function item(
  scopeId: number,
  sprintId: string,
  options: {
    readonly added: number;
    readonly done?: number;
    readonly estimate?: number;
    readonly url?: string;
  },
) {
  serial += 1;
  const { added, done, estimate, url } = options;
  await knex('issues').insert({
    scope_id: scopeId,
    external_id: url ? 'same' : String(serial),
    source_updated_at: now,
    title: 'Take cards',
    type: 'feature',
    url,
    status_category: done ? 'done' : 'inProgress',
    source_status: done ? 'Done' : 'Doing',
    created_at: march(-20),
    closed_at: done ? march(done) : null,
    estimate,
    sprint_changes: JSON.stringify([
      { at: march(added), sprintId, action: 'added' },
    ]),
  });
}

const ended = (from: number, to: number) => ({
  state: 'closed',
  start_at: march(from),
  end_at: march(to),
  completed_at: march(to),
});

describe('sprints', () => {
  it('are those that ended or ran in the window, with what they were planned with and what was done', async () => {
    const { entityId, scopeId } = await service();
    await sprint(scopeId, '12', ended(-20, -6));
    await item(scopeId, '12', { added: -21, done: -10 });
    await sprint(scopeId, '13', ended(-5, 9));
    await item(scopeId, '13', { added: -6, done: 2, estimate: 3 });
    await item(scopeId, '13', { added: -6, estimate: 5 });
    await item(scopeId, '13', { added: 1, done: 9, estimate: 2 });
    // Done after the sprint was over.
    await item(scopeId, '13', { added: -6, done: 10, estimate: 8 });
    await sprint(scopeId, '14', {
      state: 'active',
      start_at: march(10),
      end_at: march(24),
    });
    await item(scopeId, '14', { added: 9 });
    await item(scopeId, '14', { added: 11, done: 12 });
    await sprint(scopeId, '15', { state: 'future', start_at: march(24) });
    await item(scopeId, '15', { added: 9 });
    // Nothing of this service is in it.
    await sprint(scopeId, '16', ended(-5, 9));

    expect(await ask(entityId)).toEqual([
      {
        name: 'Sprint 13',
        board: 'Payments',
        startAt: march(-5),
        endAt: march(9),
        isRunning: false,
        committed: { itemCount: 3, points: 3 + 5 + 8 },
        added: { itemCount: 1, points: 2 },
        done: { itemCount: 2, points: 3 + 2 },
      },
      {
        name: 'Sprint 14',
        board: 'Payments',
        startAt: march(10),
        endAt: march(24),
        isRunning: true,
        committed: { itemCount: 1 },
        added: { itemCount: 1 },
        done: { itemCount: 1 },
      },
    ]);
  });

  it('put together what the services of a group tell of one sprint, each item once', async () => {
    const groupId = await seed.entity({ name: 'pay', kind: 'group' });
    for (const own of [1, 2]) {
      const { entityId, scopeId } = await service();
      await seed.owns({ parentId: groupId, entityId, relation: 'owner' });
      await sprint(scopeId, '99', ended(2, 16));
      await item(scopeId, '99', { added: 1, done: 3, estimate: own });
      await item(scopeId, '99', {
        added: 1,
        estimate: 5,
        url: 'https://acme.atlassian.net/browse/PAY-9',
      });
    }
    expect(await ask(groupId)).toMatchObject([
      {
        name: 'Sprint 99',
        committed: { itemCount: 3, points: 1 + 2 + 5 },
        done: { itemCount: 2, points: 1 + 2 },
      },
    ]);
  });

  it('do not know the points of what has no estimate', async () => {
    const { entityId, scopeId } = await service();
    await sprint(scopeId, '14', ended(2, 16));
    await item(scopeId, '14', { added: 1, done: 3 });
    await item(scopeId, '14', { added: 3, estimate: 3 });
    const [{ committed, added, done }] = await ask(entityId);
    expect({ committed, added, done }).toEqual({
      committed: { itemCount: 1 },
      added: { itemCount: 1, points: 3 },
      done: { itemCount: 1 },
    });
  });
});
