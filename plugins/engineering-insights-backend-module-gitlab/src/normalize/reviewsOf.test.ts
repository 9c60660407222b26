import { reviewsOf } from './reviewsOf';

const mergeRequest = { iid: 7, author: { username: 'ann' } };

type Said = readonly [minute: number, by: string | null, body?: string];

function statesOf(
  said: readonly Said[],
  approvals: Parameters<typeof reviewsOf>[0]['approvals'] = [],
) {
  const notes = said.map(([minute, by, body], index) => ({
    id: index + 1,
    created_at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    system: body !== undefined,
    body,
    author: by === null ? null : { username: by },
  }));
  return reviewsOf({ mergeRequest, notes, approvals }).map(
    ({ externalId, reviewer, state, commentCount }) =>
      [externalId, reviewer?.login, state, commentCount] as const,
  );
}

const APPROVED = 'approved this merge request';
const UNAPPROVED = 'unapproved this merge request';
const REQUESTED = 'requested changes';

describe('reviews', () => {
  it.each<[string, Said[], ReturnType<typeof statesOf>]>([
    [
      'are the notes that one person leaves within a minute',
      [
        [0, 'ben'],
        [0, 'cyd'],
        [1, 'ben'],
        [2, 'ben'],
      ],
      [
        ['1', 'ben', 'commented', 2],
        ['2', 'cyd', 'commented', 1],
        ['4', 'ben', 'commented', 1],
      ],
    ],
    [
      'have the verdict that came with the notes',
      [
        [0, 'ben'],
        [0, 'ben', REQUESTED],
      ],
      [['1', 'ben', 'changesRequested', 1]],
    ],
    [
      'have one verdict each',
      [
        [0, 'ben', REQUESTED],
        [0, 'ben', APPROVED],
      ],
      [
        ['1', 'ben', 'changesRequested', 0],
        ['2', 'ben', 'approved', 0],
      ],
    ],
    [
      'of an approval that was taken back and given again are two',
      [
        [0, 'ben', APPROVED],
        [10, 'ben', UNAPPROVED],
        [20, 'ben', APPROVED],
      ],
      [
        ['1', 'ben', 'dismissed', 0],
        ['3', 'ben', 'approved', 0],
      ],
    ],
    [
      'stay where another takes an approval back',
      [
        [0, 'ben', APPROVED],
        [10, 'cyd', UNAPPROVED],
      ],
      [['1', 'ben', 'approved', 0]],
    ],
    [
      'are none of the author, nor of an account that was deleted, nor of other notes',
      [
        [0, 'ann'],
        [1, null],
        [2, 'ben', 'marked this merge request as **ready**'],
      ],
      [],
    ],
  ])('%s', (_, said, expected) => {
    expect(statesOf(said)).toEqual(expected);
  });

  it('are approvals that left no note, where their time is told', () => {
    const approvals = [
      {
        approved_at: '2026-01-01T00:00:00Z',
        user: { id: 2, username: 'ben' },
      },
      {
        approved_at: '2026-01-01T00:00:00Z',
        user: { id: 3, username: 'cyd' },
      },
      { user: { id: 4, username: 'dee' } },
    ];
    expect(statesOf([[0, 'ben', APPROVED]], approvals)).toEqual([
      ['1', 'ben', 'approved', 0],
      ['approval/7/3', 'cyd', 'approved', 0],
    ]);
  });
});
