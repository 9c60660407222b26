import { changedScopes } from './changedScopes';
import { FakeTenant, idOf } from './__testUtils__/FakeTenant';
import { startSnykServer } from './__testUtils__/startSnykServer';

const SINCE = '2026-03-01T12:00:00.250Z';
const AFTER = '2026-03-01T13:00:00.000Z';
const ORG = idOf('a');
const OTHER_ORG = idOf('b');
const [P1, P2, P3] = ['1', '2', '3'].map(idOf);
const TARGET = idOf('e');

function tenantOf(): FakeTenant {
  const tenant = new FakeTenant();
  tenant.targets.push({
    id: TARGET,
    organization: ORG,
    displayName: 'acme/payments',
  });
  for (const id of [P1, P2])
    tenant.addProject({ id, organization: ORG, target: TARGET });
  tenant.addProject({ id: P3, organization: OTHER_ORG });
  return tenant;
}

async function ask(tenant: FakeTenant, ids: readonly string[]) {
  const { client, received, stop } = await startSnykServer(tenant.answer);
  try {
    const changed = await changedScopes(client, {
      scopes: ids.map(externalId => ({ externalId })),
      since: SINCE,
      signal: new AbortController().signal,
    });
    expect(changed.flatMap(({ streams }) => streams)).toEqual(
      changed.map(() => 'issues'),
    );
    return {
      changed: changed.map(({ scope }) => scope.externalId),
      requests: received.length,
    };
  } finally {
    await stop();
  }
}

it('says by one question which projects have something new, of old issues too', async () => {
  const tenant = tenantOf();
  tenant.addIssue({
    id: idOf('10'),
    project: P2,
    createdAt: '2020-01-01T00:00:00.000Z',
    updatedAt: AFTER,
    status: 'resolved',
  });
  tenant.addIssue({ id: idOf('11'), project: P1 });
  const ids = [`${ORG}/${P1}`, `${ORG}/${P2}`];
  expect(await ask(tenant, ids)).toEqual({
    changed: [`${ORG}/${P2}`],
    requests: 1,
  });
});

it('looks back a little, as changes are listed late', async () => {
  const tenant = tenantOf();
  const updatedAt = '2026-03-01T11:55:00.000Z';
  tenant.addIssue({ id: idOf('10'), project: P1, updatedAt });
  expect((await ask(tenant, [`${ORG}/${P1}`])).changed).toEqual([
    `${ORG}/${P1}`,
  ]);
});

it.each([
  ['by its id', `${ORG}/target:${TARGET}`, true],
  ['by its name', `${ORG}/target:Acme/payments`.toLowerCase(), true],
  ['that is another', `${ORG}/target:acme/other`, false],
  ['without that project', `${ORG}/target:${TARGET}!${P1}`, false],
])('knows the target of a changed project %s', async (_, id, isChanged) => {
  const tenant = tenantOf();
  tenant.addIssue({ id: idOf('10'), project: P1, updatedAt: AFTER });
  expect(await ask(tenant, [id])).toEqual({
    changed: isChanged ? [id] : [],
    requests: 2,
  });
});

it('asks nothing about targets where nothing changed', async () => {
  const { requests } = await ask(tenantOf(), [`${ORG}/target:${TARGET}`]);
  expect(requests).toBe(1);
});

it('asks each organization', async () => {
  const tenant = tenantOf();
  tenant.addIssue({ id: idOf('10'), project: P3, updatedAt: AFTER });
  const ids = [`${ORG}/${P1}`, `${ORG},${OTHER_ORG}/${P3}`];
  expect(await ask(tenant, ids)).toEqual({ changed: [ids[1]], requests: 2 });
});

it('takes the scopes of an organization that is gone for changed, so that reading them says so', async () => {
  const tenant = tenantOf();
  const gone = `${idOf('c')}/${P1}`;
  expect((await ask(tenant, [gone, `${ORG}/${P2}`])).changed).toEqual([gone]);
});

it('takes every scope for changed where the list is longer than reading them', async () => {
  const tenant = tenantOf();
  tenant.pageSize = 10;
  for (let index = 100; index < 200; index += 1)
    tenant.addIssue({ id: idOf(String(index)), project: P2, updatedAt: AFTER });
  const ids = [`${ORG}/${P1}`, `${ORG}/target:acme/other`];
  expect(await ask(tenant, ids)).toEqual({ changed: ids, requests: 4 });
});

it('takes every scope for changed where an issue names no project', async () => {
  const { client, stop } = await startSnykServer((_, response) =>
    response.end('{"data":[{"id":"a","attributes":{}}]}'),
  );
  const scopes = [P1, P2].map(id => ({ externalId: `${ORG}/${id}` }));
  const { signal } = new AbortController();
  const changed = await changedScopes(client, { scopes, since: SINCE, signal });
  await stop();
  expect(changed.map(({ scope }) => scope)).toEqual(scopes);
});
