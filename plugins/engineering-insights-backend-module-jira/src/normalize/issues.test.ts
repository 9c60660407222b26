import type { JsonObject } from '@backstage/types';
import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import { normalizeIssue } from './issues';

const place = { baseUrl: 'https://acme.atlassian.net' };

const todo = { id: '1', name: 'To Do', statusCategory: { key: 'new' } };
const doing = {
  id: '2',
  name: 'Doing',
  statusCategory: { key: 'indeterminate' },
};
const done = { id: '3', name: 'Done', statusCategory: { key: 'done' } };

const status = (at: string, from: JsonObject, to: JsonObject) => ({
  at,
  field: 'status',
  from: from.id,
  fromName: from.name,
  to: to.id,
  toName: to.name,
});
const sprint = (at: string, from: string, to: string) => ({
  at,
  field: 'sprint',
  from,
  fromName: '',
  to,
  toName: '',
});

function item(
  fields: object = {},
  more: object = { changes: [], statusCategories: {} },
): JsonObject {
  return JSON.parse(
    JSON.stringify({
      from: 'search',
      issue: {
        id: '10001',
        key: 'PAY-1',
        fields: {
          summary: 'Take cards',
          issuetype: { name: 'Story', subtask: false },
          status: todo,
          created: '2026-01-01T01:00:00.000+0100',
          updated: '2026-01-05T00:00:00.000+0000',
          ...fields,
        },
      },
      ...more,
    }),
  );
}

function factOf(value: JsonObject): IssueFact {
  const result = normalizeIssue(value, place);
  if (result.result !== 'ok') throw new Error(result.reason);
  return result.facts[0] as IssueFact;
}

const categories = { '1': 'new', '2': 'indeterminate', '3': 'done' };

describe('transitions', () => {
  it('begin with the status that the issue was created in', () => {
    const changes = [
      status('2026-01-02T00:00:00.000Z', todo, doing),
      status('2026-01-03T00:00:00.000Z', doing, done),
    ];
    const { transitions } = factOf(
      item({ status: done }, { changes, statusCategories: categories }),
    );
    expect(transitions).toEqual([
      { at: '2026-01-01T00:00:00.000Z', to: 'To Do', toCategory: 'todo' },
      {
        at: '2026-01-02T00:00:00.000Z',
        from: 'To Do',
        to: 'Doing',
        toCategory: 'inProgress',
      },
      {
        at: '2026-01-03T00:00:00.000Z',
        from: 'Doing',
        to: 'Done',
        toCategory: 'done',
      },
    ]);
  });

  it('are that one alone where the status never changed', () => {
    expect(factOf(item({ status: doing })).transitions).toEqual([
      { at: '2026-01-01T00:00:00.000Z', to: 'Doing', toCategory: 'inProgress' },
    ]);
  });

  it('leave out a status that Jira no longer knows', () => {
    const gone = { id: '9', name: 'Gone' };
    const changes = [
      status('2026-01-02T00:00:00.000Z', todo, gone),
      status('2026-01-03T00:00:00.000Z', gone, done),
    ];
    const { transitions } = factOf(
      item({ status: done }, { changes, statusCategories: categories }),
    );
    expect(transitions?.map(({ to }) => to)).toEqual(['To Do', 'Done']);
  });

  it('are not told without a whole changelog', () => {
    const fact = factOf(item({}, {}));
    expect(fact.transitions).toBeUndefined();
    expect(fact.sprintChanges).toBeUndefined();
  });
});

describe('sprints', () => {
  const changesOf = (sprintIds: string[], changes: object[]) =>
    factOf(item({}, { sprintIds, changes, statusCategories: {} }))
      .sprintChanges;

  it('hold that of the creation, which no changelog has', () => {
    expect(changesOf(['12'], [])).toEqual([
      { at: '2026-01-01T00:00:00.000Z', sprintId: '12', action: 'added' },
    ]);
    expect(
      changesOf(['13'], [sprint('2026-01-02T00:00:00.000Z', '12', '13')]),
    ).toEqual([
      { at: '2026-01-01T00:00:00.000Z', sprintId: '12', action: 'added' },
      { at: '2026-01-02T00:00:00.000Z', sprintId: '12', action: 'removed' },
      { at: '2026-01-02T00:00:00.000Z', sprintId: '13', action: 'added' },
    ]);
  });

  it('that ended stay, and the next one is added', () => {
    expect(
      changesOf(
        ['12', '13'],
        [
          sprint('2026-01-02T00:00:00.000Z', '', '12'),
          sprint('2026-01-03T00:00:00.000Z', '12', '12, 13'),
        ],
      ),
    ).toEqual([
      { at: '2026-01-02T00:00:00.000Z', sprintId: '12', action: 'added' },
      { at: '2026-01-03T00:00:00.000Z', sprintId: '13', action: 'added' },
    ]);
  });
});

describe('the time of closing', () => {
  const changes = [
    status('2026-01-02T00:00:00.000Z', todo, done),
    status('2026-01-03T00:00:00.000Z', done, doing),
    status('2026-01-04T00:00:00.000Z', doing, done),
  ];
  const known = { changes, statusCategories: categories };

  it('is that of the resolution', () => {
    const resolutiondate = '2026-01-04T00:00:01.000+0000';
    expect(factOf(item({ status: done, resolutiondate }, known)).closedAt).toBe(
      '2026-01-04T00:00:01.000Z',
    );
  });

  it('is the last one of becoming done, where a workflow sets no resolution', () => {
    expect(factOf(item({ status: done }, known)).closedAt).toBe(
      '2026-01-04T00:00:00.000Z',
    );
  });

  it('is that of the creation where it was created done', () => {
    expect(factOf(item({ status: done })).closedAt).toBe(
      '2026-01-01T00:00:00.000Z',
    );
  });

  it('is none while it is not done, whatever its resolution says', () => {
    const resolutiondate = '2026-01-02T00:00:00.000+0000';
    expect(
      factOf(item({ status: doing, resolutiondate }, known)).closedAt,
    ).toBeNull();
  });

  it('is not told where only the changelog knows', () => {
    expect(factOf(item({ status: done }, {})).closedAt).toBeUndefined();
  });
});

it.each([
  ['Story', {}, 'feature'],
  ['Epic', { hierarchyLevel: 1 }, 'feature'],
  ['bug', {}, 'defect'],
  ['[System] Incident', {}, 'incident'],
  ['Technical task', { subtask: true }, 'subtask'],
  ['Teilaufgabe', { hierarchyLevel: -1 }, 'subtask'],
  ['Chore', {}, 'maintenance'],
  ['Task', {}, 'other'],
  ['Wish', {}, 'other'],
])('the type %s is of the kind it says: %j → %s', (name, more, type) => {
  expect(
    factOf(item({ issuetype: { name, subtask: false, ...more } })),
  ).toMatchObject({ type, sourceType: name });
});

it('an issue without assignee, parent, priority or estimate says that it has none', () => {
  expect(
    factOf(
      item(
        { assignee: null, priority: null },
        { estimate: null, epicKey: null },
      ),
    ),
  ).toMatchObject({
    assignee: null,
    priority: null,
    parentKey: null,
    estimate: null,
  });
});

it('what a webhook does not bring is not told', () => {
  const fact = factOf({ ...item({}, {}), from: 'webhook' });
  for (const name of ['parentKey', 'estimate', 'assignee', 'priority'] as const)
    expect(fact[name]).toBeUndefined();
});

it.each<[object, string]>([
  [{ created: 'yesterday' }, 'issue.fields.created: is no instant'],
  [{ summary: 5 }, 'issue.fields.summary'],
  [{ status: { ...todo, statusCategory: { key: 'blue' } } }, 'statusCategory'],
  [{ labels: 'a' }, 'issue.fields.labels'],
])('a field of another type is invalid: %j', (fields, reason) => {
  expect(normalizeIssue(item(fields), place)).toEqual({
    result: 'invalid',
    reason: expect.stringContaining(reason),
  });
});

it('an estimate that is no number is invalid, one below nothing is none', () => {
  expect(normalizeIssue(item({}, { estimate: 'XL' }), place).result).toBe(
    'invalid',
  );
  expect(factOf(item({}, { estimate: -1 })).estimate).toBeUndefined();
});
