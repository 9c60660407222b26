import { branchOf } from './branchOf';
import { readyForReviewAt } from './readyForReviewAt';
import { reviewsOf, type PullRequestEvent } from './reviewsOf';
import { sprintChangesOf } from './sprintChangesOf';
import { transitionsOf } from './transitionsOf';
import { normalizeWorkItem } from './workItems';
import task from '../__fixtures__/work-items.faros_299.json';

const at = (hour: number, minute = 0, second = 0) =>
  `2026-02-01T${String(hour).padStart(2, '0')}:${String(minute).padStart(
    2,
    '0',
  )}:${String(second).padStart(2, '0')}.000Z`;
const author = { id: 'a', uniqueName: 'a@example.org' };
const reviewer = { id: 'r', uniqueName: 'r@example.org' };

describe('reviews', () => {
  let lastId = 0;
  const comment = (time: string, by = reviewer): PullRequestEvent => ({
    kind: 'comment',
    id: String((lastId += 1)),
    at: time,
    by,
  });
  const vote = (
    value: number,
    time: string,
    by = reviewer,
  ): PullRequestEvent => ({
    kind: 'vote',
    id: String((lastId += 1)),
    at: time,
    vote: value,
    by,
  });
  const reset = (time: string): PullRequestEvent => ({
    kind: 'reset',
    id: String((lastId += 1)),
    at: time,
  });
  const statesOf = (events: PullRequestEvent[]) =>
    reviewsOf({ pullRequestId: 1, author, events }).map(
      ({ state, commentCount, submittedAt }) => [
        state,
        commentCount,
        submittedAt,
      ],
    );

  it.each<[string, PullRequestEvent[], unknown[]]>([
    [
      'are the comments and the vote that one person left within a minute',
      [comment(at(1)), comment(at(1, 0, 30)), vote(10, at(1, 0, 50))],
      [['approved', 2, at(1, 0, 50)]],
    ],
    [
      'are two where there was more time between',
      [comment(at(1)), vote(-5, at(2))],
      [
        ['commented', 1, at(1)],
        ['changesRequested', 0, at(2)],
      ],
    ],
    [
      'are two where there are two votes',
      [vote(-10, at(1)), vote(5, at(1, 0, 20))],
      [
        ['changesRequested', 0, at(1)],
        ['approved', 0, at(1, 0, 20)],
      ],
    ],
    [
      'are dismissed by taking the vote back',
      [vote(10, at(1)), comment(at(2)), vote(0, at(3))],
      [
        ['dismissed', 0, at(1)],
        ['commented', 1, at(2)],
      ],
    ],
    [
      'are dismissed by a policy that takes all votes back, until the next vote',
      [vote(10, at(1)), reset(at(2)), vote(10, at(3))],
      [
        ['dismissed', 0, at(1)],
        ['approved', 0, at(3)],
      ],
    ],
    [
      'stay after a reset that came before them',
      [reset(at(1)), vote(10, at(2))],
      [['approved', 0, at(2)]],
    ],
    [
      'are not what the author says',
      [comment(at(1), author), vote(10, at(2), author)],
      [],
    ],
  ])('%s', (_, events, expected) => {
    expect(statesOf([...events].reverse())).toEqual(expected);
  });
});

describe('ready for review', () => {
  const createdAt = at(0);
  it.each<[string, Parameters<typeof readyForReviewAt>[0], string | undefined]>(
    [
      ['at once', { createdAt, isDraft: false, changes: [] }, createdAt],
      [
        'when it left draft',
        { createdAt, isDraft: false, changes: [at(2)] },
        at(2),
      ],
      ['not yet', { createdAt, isDraft: true, changes: [] }, undefined],
      [
        'when it was opened, as it became a draft later',
        { createdAt, isDraft: true, changes: [at(2)] },
        createdAt,
      ],
      [
        'before the first review, though it was a draft again after it',
        {
          createdAt,
          isDraft: false,
          changes: [at(5), at(6)],
          firstReviewAt: at(3),
        },
        createdAt,
      ],
      [
        'at the last time before the first review',
        {
          createdAt,
          isDraft: false,
          changes: [at(1), at(2)],
          firstReviewAt: at(3),
        },
        at(2),
      ],
      [
        'after a review of the draft',
        { createdAt, isDraft: false, changes: [at(4)], firstReviewAt: at(3) },
        at(4),
      ],
    ],
  )('is %s', (_, options, expected) => {
    expect(readyForReviewAt(options)).toBe(expected);
  });
});

describe('sprints', () => {
  const workItem = {
    createdAt: at(0),
    iterationPath: 'Shop\\Sprint 1',
    iterationId: 7,
  };
  const change = (from: unknown, to: unknown) => ({ from, to } as any);

  it('are where a work item is that was never moved', () => {
    expect(sprintChangesOf({ workItem, updates: [] })).toEqual([
      { at: at(0), sprintId: '7', action: 'added' },
    ]);
  });

  it('are not the project itself, and only a move counts', () => {
    const updates = [
      {
        at: at(0),
        iterationPath: change(null, 'Shop'),
        iterationId: change(null, 1),
      },
      {
        at: at(1),
        iterationPath: change('Shop', 'Shop\\Sprint 1'),
        iterationId: change(1, 7),
      },
      // Renamed.
      {
        at: at(2),
        iterationPath: change('Shop\\Sprint 1', 'Shop\\First'),
        iterationId: change(7, 7),
      },
      {
        at: at(3),
        iterationPath: change('Shop\\First', 'Shop\\Second'),
        iterationId: change(7, 8),
      },
    ];
    expect(sprintChangesOf({ workItem, updates })).toEqual([
      { at: at(1), sprintId: '7', action: 'added' },
      { at: at(3), sprintId: '7', action: 'removed' },
      { at: at(3), sprintId: '8', action: 'added' },
    ]);
  });
});

it('a state that the process has no more leaves the category as it was', () => {
  expect(
    transitionsOf({
      workItem: { createdAt: at(0), state: 'Done' },
      updates: [
        { at: at(0), state: { from: null, to: 'New' } },
        { at: at(1), state: { from: 'New', to: 'Gone' } },
        { at: at(2), state: { from: 'Gone', to: 'Done' } },
      ],
      categoryOf: state =>
        ({ New: 'todo', Done: 'done' }[state] as 'todo' | 'done' | undefined),
    }),
  ).toEqual([
    { at: at(0), from: undefined, to: 'New', toCategory: 'todo' },
    { at: at(2), from: 'Gone', to: 'Done', toCategory: 'done' },
  ]);
});

it.each([
  ['refs/heads/feature/x', 'feature/x'],
  ['refs/tags/v1', 'v1'],
  ['refs/pull/12/merge', 'pull/12/merge'],
  ['main', 'main'],
])('the branch of %s is %s', (ref, branch) => {
  expect(branchOf(ref)).toBe(branch);
});

describe('a task', () => {
  const factOf = (parent: object) => {
    const result = normalizeWorkItem(
      { ...task, workItem: { ...task.workItem, ...parent } },
      { baseUrl: 'https://dev.azure.com/acme' },
    );
    return result.result === 'ok' ? result.facts[0] : undefined;
  };

  it('is part of what it belongs to, and an item of its own where that is nothing', () => {
    expect(factOf({ parent: 7 })).toMatchObject({
      type: 'subtask',
      parentKey: 'AB#7',
    });
    expect(factOf({})).toMatchObject({ type: 'other', parentKey: null });
  });
});
