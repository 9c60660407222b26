import { readyForReviewAt } from './readyForReviewAt';

const at = (hour: number) =>
  `2026-01-01T${String(hour).padStart(2, '0')}:00:00Z`;
const ready = (hour: number) => ({ at: at(hour), to: 'ready' as const });
const draft = (hour: number) => ({ at: at(hour), to: 'draft' as const });

it.each([
  ['on opening, where it never was a draft', [], undefined, false, at(0)],
  ['nowhere, where it always was a draft', [], undefined, true, undefined],
  ['on leaving draft', [ready(2)], undefined, false, at(2)],
  ['at the last time', [ready(4), draft(2)], undefined, false, at(4)],
  [
    'at the last time before the first review',
    [draft(2), ready(3), draft(6), ready(7)],
    at(5),
    false,
    at(3),
  ],
  [
    'at the first time, where it was reviewed as a draft',
    [ready(6)],
    at(4),
    false,
    at(6),
  ],
  [
    'while a draft again, at the time before',
    [draft(2)],
    undefined,
    true,
    at(0),
  ],
])('is ready %s', (_, marks, firstReviewAt, isDraft, expected) => {
  expect(
    readyForReviewAt({ createdAt: at(0), isDraft, marks, firstReviewAt }),
  ).toBe(expected);
});
