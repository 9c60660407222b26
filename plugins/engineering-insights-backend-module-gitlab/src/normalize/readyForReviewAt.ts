/**
 * When a merge request was last made ready before its first review by another:
 * on opening, unless it was opened as a draft, or by leaving draft.
 */
export function readyForReviewAt(options: {
  createdAt: string;
  isDraft: boolean;
  marks: readonly { at: string; to: 'ready' | 'draft' }[];
  firstReviewAt?: string;
}): string | undefined {
  const { createdAt, isDraft, firstReviewAt } = options;
  const marks = [...options.marks].sort(
    (left, right) => Date.parse(left.at) - Date.parse(right.at),
  );
  const isOpenedReady = marks.length > 0 ? marks[0].to === 'draft' : !isDraft;
  const ready = [
    ...(isOpenedReady ? [createdAt] : []),
    ...marks.filter(({ to }) => to === 'ready').map(({ at }) => at),
  ];
  const before = ready.filter(
    at => !firstReviewAt || Date.parse(at) <= Date.parse(firstReviewAt),
  );
  // A draft that was reviewed before it was ever ready has only later instants.
  return before.at(-1) ?? ready.at(0);
}
