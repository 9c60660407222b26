/**
 * The SQL condition that a row of reviews is a review by someone else than the
 * author who is no machine. One whose account is not known counts as a person's.
 */
export function isReviewByOtherSql(options: {
  /** What the query calls the row: `review`. */
  readonly review: string;
  /** The column with the author's key. */
  readonly author: string;
}): string {
  const { review, author } = options;
  return `(${review}.deleted_at is null
             and ${review}.reviewer_key is distinct from ${author}
             and coalesce(${review}.reviewer_actor, 'unknown')
                 not in ('bot', 'agent'))`;
}
