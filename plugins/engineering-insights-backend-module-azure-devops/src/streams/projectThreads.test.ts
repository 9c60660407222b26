import { projectThreads } from './projectThreads';

it('takes a vote without a result for none, and not for one that was taken back', () => {
  const threadOf = (id: number, result?: string) => ({
    id,
    publishedDate: '2026-02-01T10:00:00Z',
    properties: {
      CodeReviewThreadType: { $value: 'VoteUpdate' },
      CodeReviewVotedByTfId: { $value: 'a1' },
      ...(result && { CodeReviewVoteResult: { $value: result } }),
    },
  });
  const events = projectThreads(
    [threadOf(1, '10'), threadOf(2), threadOf(3, '0')],
    {},
  );
  expect(events.map(({ id, vote }) => [id, vote])).toEqual([
    ['1', 10],
    ['3', 0],
  ]);
});
