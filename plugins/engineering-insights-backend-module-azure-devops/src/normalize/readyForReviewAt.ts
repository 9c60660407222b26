/**
 * When a pull request was last made ready before its first review by another:
 * on opening, or by leaving draft. Azure DevOps tells when that changed and not
 * to what, so the changes are counted back from what it is now.
 */
export function readyForReviewAt(options: {
  createdAt: string;
  /** Now. */
  isDraft: boolean;
  changes: readonly string[];
  firstReviewAt?: string;
}): string | undefined {
  const { createdAt, isDraft, firstReviewAt } = options;
  const changes = [...options.changes].sort();
  const isReadyAfter = (count: number) =>
    (changes.length - count) % 2 === 0 ? !isDraft : isDraft;
  const ready = [createdAt, ...changes].filter((_, count) =>
    isReadyAfter(count),
  );
  const before = ready.filter(at => !firstReviewAt || at <= firstReviewAt);
  // A draft that was reviewed before it was ever ready has only later instants.
  return before.at(-1) ?? ready.at(0);
}
