/**
 * When a pull request was last made ready before its first review by another
 * human: on opening, unless it was opened as a draft, or by leaving draft.
 */
export function readyForReviewAt(options: {
  createdAt: string;
  isDraft: boolean;
  events: readonly { __typename: string; createdAt: string }[];
  reviews: readonly { submittedAt?: string; isHumanAndNotAuthor: boolean }[];
}): string | undefined {
  const { createdAt, isDraft, reviews } = options;
  const events = [...options.events].sort(byTime(event => event.createdAt));
  const isOpenedReady =
    events.length > 0
      ? events[0].__typename === 'ConvertToDraftEvent'
      : !isDraft;
  const ready = [
    ...(isOpenedReady ? [createdAt] : []),
    ...events
      .filter(event => event.__typename === 'ReadyForReviewEvent')
      .map(event => event.createdAt),
  ];
  const [firstReview] = reviews
    .filter(review => review.isHumanAndNotAuthor)
    .flatMap(review => review.submittedAt ?? [])
    .sort(byTime(instant => instant));
  const before = ready.filter(
    instant => !firstReview || Date.parse(instant) <= Date.parse(firstReview),
  );
  // A draft that was reviewed before it was ever ready has only later instants.
  return before.at(-1) ?? ready.at(0);
}

function byTime<T>(instantOf: (value: T) => string) {
  return (left: T, right: T) =>
    Date.parse(instantOf(left)) - Date.parse(instantOf(right));
}
