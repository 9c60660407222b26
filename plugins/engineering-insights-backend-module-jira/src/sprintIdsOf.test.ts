import { sprintIdsOf } from './sprintIdsOf';

it.each([
  [
    [{ id: 12, name: 'Sprint 12' }, { id: 13 }],
    ['12', '13'],
  ],
  [
    [
      'com.atlassian.greenhopper.service.sprint.Sprint@1f2[id=12,rapidViewId=3,state=CLOSED,name=id=99]',
    ],
    ['12'],
  ],
  [null, []],
  [undefined, []],
  ['{}', []],
  [[null, {}], []],
])('finds the sprints of %j', (value, ids) => {
  expect(sprintIdsOf(value)).toEqual(ids);
});
