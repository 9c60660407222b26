import { readyForReviewAt } from './readyForReviewAt';

const at = (hour: number) =>
  `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
const ready = (hour: number) => ({
  __typename: 'ReadyForReviewEvent',
  createdAt: at(hour),
});
const draft = (hour: number) => ({
  __typename: 'ConvertToDraftEvent',
  createdAt: at(hour),
});
const review = (hour: number, isHumanAndNotAuthor = true) => ({
  submittedAt: at(hour),
  isHumanAndNotAuthor,
});

describe('readyForReviewAt', () => {
  it.each([
    ['on opening, where it never was a draft', [], [], false, at(0)],
    ['nowhere, where it always was a draft', [], [], true, undefined],
    [
      'on leaving draft, where it was opened as one',
      [ready(2)],
      [],
      false,
      at(2),
    ],
    [
      'at the last time, where it went back and forth',
      [ready(4), draft(2)],
      [],
      false,
      at(4),
    ],
    [
      'at the last time before the first review',
      [draft(2), ready(3), draft(6), ready(7)],
      [review(5)],
      false,
      at(3),
    ],
    [
      'regardless of reviews by bots and the author',
      [ready(2), draft(3), ready(6)],
      [review(4, false)],
      false,
      at(6),
    ],
    [
      'at the first time, where it was reviewed as a draft',
      [ready(6)],
      [review(4)],
      false,
      at(6),
    ],
    ['while a draft again, at the time before', [draft(2)], [], true, at(0)],
  ])('is %s', (_, events, reviews, isDraft, expected) => {
    expect(
      readyForReviewAt({ createdAt: at(0), isDraft, events, reviews }),
    ).toBe(expected);
  });
});
