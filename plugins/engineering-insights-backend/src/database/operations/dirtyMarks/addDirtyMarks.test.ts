import { testDatabase } from '../../testDatabase';
import { addDirtyMarks } from './addDirtyMarks';

const databases = testDatabase();

describe('addDirtyMarks', () => {
  it('marks each entity that reads a scope once, but none that is ignored or gone', async () => {
    const knex = await databases.create();
    const entity = (name: string, rest = {}) => ({
      ref: `component:default/${name}`,
      kind: 'component',
      title: name,
      annotations_hash: '',
      ...rest,
    });
    await knex('entities').insert([
      entity('a'),
      entity('b', { is_ignored: true }),
      entity('c', { removed_at: '2026-01-01' }),
      entity('d'),
    ]);
    await knex('scopes').insert({
      source: 'github',
      origin: '',
      external_id: 'x',
      title: 'x',
    });
    await knex('entity_scopes').insert([
      ...[1, 2, 3].map(entity_id => ({
        entity_id,
        scope_id: 1,
        bound_by: 'catalog',
      })),
      { entity_id: 1, scope_id: 1, bound_by: 'intake' },
    ]);

    await expect(
      addDirtyMarks({
        knex,
        scopeIds: [1],
        fromAt: '2026-01-01T00:00:00Z',
        reason: 'facts',
      }),
    ).resolves.toEqual({ markCount: 1 });
    await expect(
      addDirtyMarks({
        knex,
        entityIds: [1, 4],
        fromAt: '-infinity',
        reason: 'holdBack',
        dueAt: '2026-02-01T00:00:00Z',
      }),
    ).resolves.toEqual({ markCount: 2 });
    await expect(
      knex('dirty_marks')
        .orderBy('id')
        .select('entity_id', 'from_at', 'reason'),
    ).resolves.toMatchObject([
      {
        entity_id: 1,
        from_at: new Date('2026-01-01T00:00:00Z'),
        reason: 'facts',
      },
      { entity_id: 1, from_at: -Infinity, reason: 'holdBack' },
      { entity_id: 4, from_at: -Infinity, reason: 'holdBack' },
    ]);
    await expect(
      knex('dirty_marks').where('due_at', '2026-02-01T00:00:00Z'),
    ).resolves.toHaveLength(2);
  });

  it('does nothing for nobody', async () => {
    const knex = await databases.create();
    await expect(
      addDirtyMarks({ knex, fromAt: '-infinity', reason: 'facts' }),
    ).resolves.toEqual({ markCount: 0 });
  });
});
