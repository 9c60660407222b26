import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { bindCatalog } from './bindCatalog';

const databases = testDatabase();

const connector: Connector = {
  id: 'github',
  title: 'GitHub',
  origin: 'https://github.com',
  annotations: [],
  scopesOf(entity) {
    const slug = entity.metadata.annotations?.['github.com/project-slug'];
    if (slug === 'broken') throw new Error('a slug is owner/name');
    return slug
      ? [{ externalId: slug, url: `https://github.com/${slug}` }]
      : [];
  },
  streams: [
    {
      name: 'commits',
      produces: ['commit'],
      personal: [],
      identify: () => ({ externalId: 'x' }),
      async *read() {},
      normalize: () => ({ result: 'ignored', reason: 'not read here' }),
    },
  ],
};

interface EntitySpec {
  readonly kind?: string;
  readonly name: string;
  readonly annotations?: Record<string, string>;
  readonly lifecycle?: string;
  readonly tags?: string[];
  readonly parents?: readonly (readonly [type: string, targetRef: string])[];
}

function toEntity({
  kind = 'Component',
  name,
  annotations = {},
  lifecycle,
  tags,
  parents = [],
}: EntitySpec): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations, ...(tags && { tags }) },
    spec: { type: 'service', ...(lifecycle && { lifecycle }) },
    relations: parents.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const pay: EntitySpec = { kind: 'Group', name: 'pay' };
const checkout: EntitySpec = { kind: 'Group', name: 'checkout' };
const slug = (value: string) => ({ 'github.com/project-slug': value });
const inFolder = (repository: string, folder: string) => ({
  ...slug(repository),
  'backstage.io/source-location': `url:https://github.com/${repository}/tree/main/${folder}`,
});

async function bind(
  knex: Knex,
  specs: readonly EntitySpec[],
  now = '2026-01-01T00:00:00.000Z',
) {
  const logger = mockServices.logger.mock();
  const result = await bindCatalog({
    knex,
    catalog: catalogServiceMock({ entities: specs.map(toEntity) }),
    credentials: mockCredentials.service(),
    connectors: [connector],
    logger,
    now,
  });
  const { rows: bindings } = await knex.raw(
    `select split_part(e.ref, '/', 2) as entity, s.external_id as scope, es.bound_by as "boundBy", es.paths
     from entity_scopes as es
     join entities as e on e.id = es.entity_id
     join scopes as s on s.id = es.scope_id
     order by 1, 2, 3`,
  );
  const { rows: ownerships } = await knex.raw(
    `select split_part(e.ref, '/', 2) as entity, o.relation, split_part(p.ref, '/', 2) as parent,
       cast(o.from_at as text) as "fromAt", cast(o.to_at as text) as "toAt"
     from ownerships as o
     join entities as e on e.id = o.entity_id
     join entities as p on p.id = o.parent_id
     order by e.ref, o.relation, o.from_at, p.ref`,
  );
  const { rows: marks } = await knex.raw(
    `select distinct split_part(e.ref, '/', 2) as entity, cast(d.from_at as text) as "fromAt", d.reason
     from dirty_marks as d
     join entities as e on e.id = d.entity_id
     order by 1`,
  );
  await knex('dirty_marks').delete();
  return {
    result,
    bindings,
    ownerships,
    marks,
    errors: logger.error.mock.calls.map(([text]) => text),
  };
}

const openFrom = (entity: string, parent: string, fromAt = '-infinity') => ({
  entity,
  relation: 'owner',
  parent,
  fromAt,
  toAt: 'infinity',
});

describe('bindCatalog', () => {
  it('follows lifecycle and tags, for which nothing is derived anew', async () => {
    const knex = await databases.create();
    const payments = { name: 'payments', annotations: slug('acme/payments') };
    const read = () => knex('entities').select('lifecycle', 'tags');
    await bind(knex, [payments]);
    await expect(read()).resolves.toEqual([{ lifecycle: null, tags: [] }]);
    const { result, marks } = await bind(knex, [
      { ...payments, lifecycle: 'production', tags: ['paid', 'java'] },
    ]);
    expect(result.changedCount).toBe(1);
    expect(marks).toEqual([]);
    await expect(read()).resolves.toEqual([
      { lifecycle: 'production', tags: ['java', 'paid'] },
    ]);
    await bind(knex, [payments]);
    await expect(read()).resolves.toEqual([{ lifecycle: null, tags: [] }]);
  });

  it('binds entities to scopes, their streams and their owners, and then has nothing to do', async () => {
    const knex = await databases.create();
    await knex.raw(`set time zone 'UTC'`);
    const specs: EntitySpec[] = [
      pay,
      {
        kind: 'System',
        name: 'money',
        parents: [['ownedBy', 'group:default/pay']],
      },
      {
        name: 'payments',
        annotations: {
          ...slug('acme/payments'),
          'engineering-insights/policy': 'strict',
        },
        parents: [
          ['ownedBy', 'group:default/pay'],
          ['ownedBy', 'user:default/guest'],
          ['partOf', 'system:default/money'],
          ['ownedBy', 'group:default/nobody-knows'],
        ],
      },
      { kind: 'API', name: 'payments-api' },
    ];
    const first = await bind(knex, specs);
    expect(first.result).toEqual({
      entityCount: 3,
      changedCount: 3,
      removedCount: 0,
      unknownCalendars: [],
    });
    expect(first.bindings).toEqual([
      {
        entity: 'payments',
        scope: 'acme/payments',
        boundBy: 'catalog',
        paths: null,
      },
    ]);
    expect(first.ownerships).toEqual([
      openFrom('payments', 'pay'),
      { ...openFrom('payments', 'money'), relation: 'system' },
      openFrom('money', 'pay'),
    ]);
    expect(first.marks.map((mark: { entity: string }) => mark.entity)).toEqual([
      'money',
      'pay',
      'payments',
    ]);
    await expect(knex('streams').pluck('name')).resolves.toEqual(['commits']);
    await expect(
      knex('entities')
        .where('ref', 'component:default/payments')
        .select('title', 'spec_type', 'settings', 'is_ignored'),
    ).resolves.toEqual([
      {
        title: 'payments',
        spec_type: 'service',
        settings: { policy: 'strict' },
        is_ignored: false,
      },
    ]);

    const again = await bind(knex, specs, '2026-01-02T00:00:00.000Z');
    expect(again).toEqual({
      ...first,
      result: { ...first.result, changedCount: 0 },
      marks: [],
    });
  });

  it('closes the old owner and opens the new one, while the first reaches back to the beginning', async () => {
    const knex = await databases.create();
    const ownedBy = (group: string): EntitySpec => ({
      name: 'payments',
      parents: [['ownedBy', `group:default/${group}`]],
    });
    await bind(knex, [pay, checkout, ownedBy('pay')]);
    const moved = await bind(
      knex,
      [pay, checkout, ownedBy('checkout')],
      '2026-02-01T00:00:00.000Z',
    );
    const change = '2026-02-01 00:00:00+00';
    expect(moved.ownerships).toEqual([
      { ...openFrom('payments', 'pay'), toAt: change },
      openFrom('payments', 'checkout', change),
    ]);
    expect(moved.marks).toEqual(
      ['checkout', 'pay', 'payments'].map(entity => ({
        entity,
        fromAt: '-infinity',
        reason: 'binding',
      })),
    );

    const back = await bind(
      knex,
      [pay, checkout, ownedBy('pay')],
      '2026-03-01T00:00:00.000Z',
    );
    expect(back.ownerships[2]).toEqual(
      openFrom('payments', 'pay', '2026-03-01 00:00:00+00'),
    );
  });

  it('follows a changed annotation to another scope and leaves the binding of the intake', async () => {
    const knex = await databases.create();
    await bind(knex, [{ name: 'payments', annotations: slug('acme/old') }]);
    await knex('entity_scopes').insert({
      entity_id: 1,
      scope_id: 1,
      bound_by: 'intake',
    });
    const { bindings, marks } = await bind(knex, [
      {
        name: 'payments',
        annotations: {
          ...slug('acme/new'),
          'engineering-insights/intake-scope': 'pushed, more',
        },
      },
    ]);
    expect(
      bindings.map((row: { scope: string; boundBy: string }) => [
        row.scope,
        row.boundBy,
      ]),
    ).toEqual([
      ['acme/new', 'catalog'],
      ['acme/old', 'intake'],
      ['more', 'catalog'],
      ['pushed', 'catalog'],
    ]);
    expect(marks).toEqual([
      { entity: 'payments', fromAt: '-infinity', reason: 'binding' },
    ]);
  });

  it('divides a monorepo by folders only once two entities have different ones', async () => {
    const knex = await databases.create();
    const pathsOf = async (specs: EntitySpec[]) => {
      const { bindings } = await bind(knex, specs);
      return Object.fromEntries(
        bindings.map((row: { entity: string; paths: unknown }) => [
          row.entity,
          row.paths,
        ]),
      );
    };
    const a = { name: 'a', annotations: inFolder('acme/mono', 'services/a/') };
    const b = { name: 'b', annotations: inFolder('acme/mono', 'services/b') };
    const dotted = {
      name: 'dotted',
      annotations: inFolder('acme/mono', '.backstage/'),
    };
    const root = { name: 'root', annotations: inFolder('acme/mono', '') };
    const annotated = {
      name: 'annotated',
      annotations: {
        ...inFolder('acme/mono', 'services/c'),
        'engineering-insights/paths': 'lib/**, +(a|aa)+(a|aa), c/**',
      },
    };
    expect(await pathsOf([a])).toEqual({ a: null });
    expect(await pathsOf([a, b])).toEqual({
      a: ['services/a/**'],
      b: ['services/b/**'],
    });
    expect(await pathsOf([a, dotted, root, annotated])).toEqual({
      a: ['services/a/**'],
      dotted: null,
      root: null,
      annotated: ['lib/**', 'c/**'],
    });
    expect(await pathsOf([a])).toEqual({ a: null });
  });

  it('keeps what was renamed or removed without its bindings, and takes it back', async () => {
    const knex = await databases.create();
    const payments = {
      name: 'payments',
      annotations: slug('acme/payments'),
      parents: [['ownedBy', 'group:default/pay'] as const],
    };
    await bind(knex, [pay, payments]);
    const renamed = await bind(
      knex,
      [pay, { ...payments, name: 'billing' }],
      '2026-02-01T00:00:00.000Z',
    );
    expect(renamed.result).toEqual({
      entityCount: 2,
      changedCount: 1,
      removedCount: 1,
      unknownCalendars: [],
    });
    expect(
      renamed.bindings.map((row: { entity: string }) => row.entity),
    ).toEqual(['billing']);
    expect(
      new Set(renamed.marks.map((mark: { entity: string }) => mark.entity)),
    ).toEqual(new Set(['billing', 'pay']));
    await expect(
      knex('entities').whereNotNull('removed_at').pluck('ref'),
    ).resolves.toEqual(['component:default/payments']);

    const back = await bind(
      knex,
      [pay, payments, { ...payments, name: 'billing' }],
      '2026-03-01T00:00:00.000Z',
    );
    expect(back.bindings.map((row: { entity: string }) => row.entity)).toEqual([
      'billing',
      'payments',
    ]);
    expect(back.marks.map((mark: { entity: string }) => mark.entity)).toContain(
      'payments',
    );
    await expect(knex('entities').whereNotNull('removed_at')).resolves.toEqual(
      [],
    );
  });

  it('keeps everything when the catalog shows nothing at all', async () => {
    const knex = await databases.create();
    await bind(knex, [
      pay,
      { name: 'payments', annotations: slug('acme/payments') },
    ]);
    const { result, bindings } = await bind(knex, []);
    expect(result.removedCount).toBe(0);
    expect(bindings).toHaveLength(1);
  });

  it('binds all others when a connector fails on one', async () => {
    const knex = await databases.create();
    const { bindings, errors } = await bind(knex, [
      { name: 'broken', annotations: slug('broken') },
      { name: 'payments', annotations: slug('acme/payments') },
    ]);
    expect(bindings.map((row: { entity: string }) => row.entity)).toEqual([
      'payments',
    ]);
    expect(errors).toEqual([
      'GitHub does not understand the annotations of component:default/broken, so nothing of it is read there. ' +
        'Correct them: Error: a slug is owner/name',
    ]);
  });

  it('reads nothing for an ignored entity', async () => {
    const knex = await databases.create();
    await bind(knex, [
      { name: 'payments', annotations: slug('acme/payments') },
    ]);
    const { bindings } = await bind(knex, [
      {
        name: 'payments',
        annotations: {
          ...slug('acme/payments'),
          'engineering-insights/ignore': 'true',
        },
      },
    ]);
    expect(bindings).toEqual([]);
    await expect(knex('entities').pluck('is_ignored')).resolves.toEqual([true]);
  });

  it('gives an entity the calendar that it names, else that of its owner, else the default', async () => {
    const knex = await databases.create();
    const calendar = (name: string) => ({
      'engineering-insights/calendar': name,
    });
    const below = (parent: string) =>
      [['childOf', `group:default/${parent}`]] as const;
    const ownedBy = (owner: string) =>
      [['ownedBy', `group:default/${owner}`]] as const;
    const specs: EntitySpec[] = [
      { kind: 'Group', name: 'europe', annotations: calendar('berlin') },
      { kind: 'Group', name: 'pay', parents: below('europe') },
      {
        kind: 'Group',
        name: 'support',
        annotations: calendar('default'),
        parents: below('pay'),
      },
      {
        kind: 'Group',
        name: 'lost',
        annotations: calendar('berlni'),
        parents: below('europe'),
      },
      { kind: 'Group', name: 'egg', parents: below('hen') },
      { kind: 'Group', name: 'hen', parents: below('egg') },
      { kind: 'System', name: 'checkout', parents: ownedBy('pay') },
      { name: 'payments', parents: ownedBy('pay') },
      {
        name: 'tills',
        annotations: calendar(' tokyo '),
        parents: ownedBy('pay'),
      },
      { name: 'hotline', parents: ownedBy('support') },
      { name: 'unknown', parents: ownedBy('lost') },
      { name: 'circle', parents: ownedBy('egg') },
      { name: 'alone' },
    ];
    const calendars = async () => {
      const rows: { ref: string; name: string }[] = await knex('entities')
        .join('calendars', 'calendars.id', 'entities.calendar_id')
        .select('ref', 'name')
        .orderBy('ref');
      return rows.map(({ ref, name }) => `${ref.split('/')[1]} ${name}`);
    };
    const add = (name: string) =>
      knex('calendars').insert({ name, time_zone: 'UTC', summary: '' });
    await add('default');
    await add('berlin');
    await add('tokyo');

    const first = await bind(knex, specs);
    expect(await calendars()).toEqual([
      'payments berlin',
      'tills tokyo',
      'europe berlin',
      'pay berlin',
      'checkout berlin',
    ]);
    expect(first.result.unknownCalendars).toEqual([
      { name: 'berlni', entityRefs: ['group:default/lost'] },
    ]);

    // The catalog says the same as before; the configuration has other calendars.
    await knex('calendars').where({ name: 'berlin' }).delete();
    expect(await calendars()).toEqual(['tills tokyo']);
    await add('berlni');
    const second = await bind(knex, specs);
    expect(second.result.changedCount).toBe(0);
    expect(await calendars()).toEqual([
      'tills tokyo',
      'unknown berlni',
      'lost berlni',
    ]);
    expect(second.result.unknownCalendars).toEqual([
      { name: 'berlin', entityRefs: ['group:default/europe'] },
    ]);
  });

  it('binds thousands of entities in few statements', async () => {
    const knex = await databases.create();
    const specs = Array.from({ length: 1_200 }, (_, index) => ({
      name: `service-${index}`,
      annotations: slug(`acme/repository-${index % 500}`),
      parents: [['ownedBy', 'group:default/pay'] as const],
    }));
    let statementCount = 0;
    knex.on('query', () => {
      statementCount += 1;
    });
    const { result } = await bind(knex, [pay, ...specs]);
    expect(result.changedCount).toBe(1_201);
    expect(statementCount).toBeLessThan(60);
  }, 30_000);
});
