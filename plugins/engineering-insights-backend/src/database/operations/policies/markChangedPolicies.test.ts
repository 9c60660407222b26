import { testDatabase } from '../../testDatabase';
import { markChangedPolicies } from './markChangedPolicies';

const databases = testDatabase();

it('marks every component once when the policies of the configuration change', async () => {
  const knex = await databases.create();
  const row = (ref: string, kind: string) => ({
    ref,
    kind,
    title: ref,
    annotations_hash: '',
  });
  await knex('entities').insert([
    row('component:default/a', 'component'),
    row('group:default/g', 'group'),
  ]);
  const marked = async () =>
    (await knex('dirty_marks').select('reason')).length;

  expect(await markChangedPolicies({ knex, policiesHash: 'one' })).toEqual({
    isChanged: true,
  });
  expect(await marked()).toBe(1);
  expect(await markChangedPolicies({ knex, policiesHash: 'one' })).toEqual({
    isChanged: false,
  });
  expect(await marked()).toBe(1);
  expect(await markChangedPolicies({ knex, policiesHash: 'two' })).toEqual({
    isChanged: true,
  });
  expect(await marked()).toBe(2);
});
