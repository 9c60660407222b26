import type { Knex } from 'knex';
import { findIncidentTargets } from '../marks/findMarkTargets';
import { testDatabase } from '../../testDatabase';
import { listIncidents } from './listIncidents';
import { listUnreadIncidents } from './listUnreadIncidents';

const databases = testDatabase();
const at = '2026-03-02T10:00:00.000Z';

async function createIncidents(knex: Knex): Promise<void> {
  const entity = {
    ref: 'component:default/payments',
    kind: 'component',
    title: 'payments',
    annotations_hash: '',
  };
  const fact = {
    scope_id: 1,
    source_updated_at: at,
    url: 'https://example.org',
  };
  await knex('entities').insert(entity);
  await knex('scopes').insert({
    source: 'github',
    origin: '',
    external_id: 'acme/payments',
    title: 'payments',
  });
  await knex('policy_versions').insert({
    name: 'default',
    policy_hash: 'x',
    policy: '{}',
  });
  await knex('derivations').insert({ entity_id: 1, policy_version_id: 1 });
  await knex('entities').update({ derivation_id: 1 });
  await knex('incidents').insert([
    { ...fact, external_id: 'INC-1', opened_at: at, severity: 'high' },
    { ...fact, external_id: 'INC-2', opened_at: '2026-04-01T00:00:00Z' },
  ]);
  await knex('issues').insert({
    ...fact,
    external_id: 'PAY-1',
    title: 'Refunds fail',
    priority: 'Highest',
    created_at: '2026-03-03T00:00:00Z',
    closed_at: '2026-03-04T00:00:00Z',
  });
  await knex('incident_attributions').insert([
    {
      derivation_id: 1,
      incident_id: 1,
      attribution: 'unlinked',
      reason: 'noDeployment',
    },
    { derivation_id: 1, incident_id: 2, attribution: 'unlinked' },
    { derivation_id: 1, issue_id: 1, attribution: 'notCausedByChange' },
  ]);
}

it('lists incidents, and issues that the policy takes for some, newest first; a mark finds the fact of each', async () => {
  const knex = await databases.create();
  await createIncidents(knex);

  const items = await listIncidents({
    knex,
    members: [
      {
        entityId: 1,
        from: '2026-03-01T00:00:00Z',
        to: '2026-04-01T00:00:00Z',
      },
    ],
    limit: 10,
  });
  expect(items).toEqual([
    {
      id: 'issue-1',
      title: 'Refunds fail',
      severity: 'unknown',
      openedAt: '2026-03-03T00:00:00.000Z',
      isResolved: true,
      resolvedAt: '2026-03-04T00:00:00.000Z',
      url: 'https://example.org',
      attribution: 'notCausedByChange',
      evidence: [],
    },
    {
      id: '1',
      title: 'INC-1',
      severity: 'high',
      openedAt: at,
      isResolved: false,
      url: 'https://example.org',
      attribution: 'unlinked',
      reason: 'noDeployment',
      evidence: [],
    },
  ]);

  const found = await Promise.all(
    items.map(({ id }) => findIncidentTargets({ knex, incidentId: id })),
  );
  expect(found.flat()).toMatchObject([
    { target: 'incident', factKind: 'issue', externalId: 'PAY-1' },
    { target: 'incident', factKind: 'incident', externalId: 'INC-1' },
  ]);
  expect(await findIncidentTargets({ knex, incidentId: 'issue-2' })).toEqual(
    [],
  );
});

it('lists what waits in triage oldest first, without what another component answers for', async () => {
  const knex = await databases.create();
  await createIncidents(knex);
  const fact = { scope_id: 1, source_updated_at: at };
  const ids: { id: string }[] = await knex('incidents')
    .insert([
      { ...fact, external_id: 'INC-3', opened_at: '2026-03-01T00:00:00Z' },
      { ...fact, external_id: 'INC-4', opened_at: '2026-03-01T00:00:00Z' },
    ])
    .returning('id');
  await knex('incident_attributions').insert(
    ['sharedScope', 'ofAnother'].map((reason, index) => ({
      derivation_id: 1,
      incident_id: ids[index].id,
      attribution: 'unlinked',
      reason,
    })),
  );
  const items = await listIncidents({
    knex,
    members: [
      {
        entityId: 1,
        from: '2026-03-01T00:00:00Z',
        to: '2026-04-01T00:00:00Z',
      },
    ],
    attribution: 'unlinked',
    limit: 10,
  });
  expect(items.map(({ title, reason }) => [title, reason])).toEqual([
    ['INC-3', 'sharedScope'],
    ['INC-1', 'noDeployment'],
  ]);
});

it('lists for a group what waits in one of its components, whatever the others say', async () => {
  const knex = await databases.create();
  await createIncidents(knex);
  await knex('entities').insert([
    {
      ref: 'component:default/aardvark',
      kind: 'component',
      title: 'aardvark',
      annotations_hash: '',
    },
  ]);
  await knex('derivations').insert({ entity_id: 2, policy_version_id: 1 });
  await knex('entities').where({ id: 2 }).update({ derivation_id: 2 });
  await knex('incident_attributions')
    .where({ derivation_id: 1, incident_id: 1 })
    .update({ reason: 'ofAnother' });
  await knex('incident_attributions').insert({
    derivation_id: 2,
    incident_id: 1,
    attribution: 'unlinked',
    reason: 'noDeployment',
  });
  const period = { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
  for (const entityIds of [
    [1, 2],
    [2, 1],
  ]) {
    const items = await listIncidents({
      knex,
      members: entityIds.map(entityId => ({ entityId, ...period })),
      attribution: 'unlinked',
      limit: 10,
    });
    expect(items.map(({ title, reason }) => [title, reason])).toEqual([
      ['INC-1', 'noDeployment'],
    ]);
  }
});

it('lists incidents of which no entity hears', async () => {
  const knex = await databases.create();
  await createIncidents(knex);
  const list = () =>
    listUnreadIncidents({ knex, since: '2026-03-01T00:00:00Z', limit: 1 });
  const bind = (isIgnored: boolean) =>
    knex('entities').update({ is_ignored: isIgnored });
  expect(await list()).toEqual({
    incidents: [
      {
        source: 'github',
        origin: '',
        scope: 'acme/payments',
        title: 'INC-1',
        severity: 'high',
        openedAt: at,
        isResolved: false,
        url: 'https://example.org',
      },
    ],
    totalCount: 2,
  });
  await knex('entity_scopes').insert({
    entity_id: 1,
    scope_id: 1,
    bound_by: 'catalog',
  });
  expect(await list()).toEqual({ incidents: [], totalCount: 0 });
  await bind(true);
  expect(await list()).toMatchObject({ totalCount: 2 });
});
