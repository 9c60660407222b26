import type { ReviewFact } from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import { accountSchema, identityOf } from './identity';
import { systemNoteOf, type SystemNote } from './systemNotes';

export const noteSchema = z.object({
  id: z.number(),
  created_at: z.string(),
  system: z.boolean(),
  body: z.string().optional(),
  author: accountSchema,
});

export const approvalSchema = z.object({
  approved_at: z.string().nullish(),
  user: z.object({ id: z.number() }).and(accountSchema),
});

type Note = z.infer<typeof noteSchema>;
type Approval = z.infer<typeof approvalSchema>;

/** GitLab sends the notes of one review together; whoever writes on within this time goes on with the same one. */
const ONE_REVIEW = { minutes: 1 };

const VERDICT: Readonly<Partial<Record<SystemNote, ReviewFact['state']>>> = {
  approved: 'approved',
  unapproved: 'dismissed',
  changesRequested: 'changesRequested',
};

/** What others than the author said of a merge request: the notes that one person left together are one review. */
export function reviewsOf(options: {
  mergeRequest: {
    iid: number;
    web_url?: string;
    author?: z.infer<typeof accountSchema>;
  };
  notes: readonly Note[];
  approvals: readonly Approval[];
}): ReviewFact[] {
  const { mergeRequest, notes, approvals } = options;
  const author = mergeRequest.author?.username;
  const byOthers = notes
    .filter(note => note.author && note.author.username !== author)
    .filter(note => !note.system || verdictOf(note));
  const reviews = groupsOf(byOthers).flatMap(group =>
    reviewOf(mergeRequest, group),
  );
  return [
    ...withoutWithdrawn(reviews),
    ...unnotedApprovals({ mergeRequest, approvals, reviews }),
  ];
}

function verdictOf(note: Note): ReviewFact['state'] | undefined {
  const said = note.system ? systemNoteOf(note.body ?? '') : undefined;
  return said && VERDICT[said];
}

function groupsOf(notes: readonly Note[]): Note[][] {
  const groups: Note[][] = [];
  const open = new Map<string | undefined, Note[]>();
  const inOrder = [...notes].sort(
    (left, right) =>
      Date.parse(left.created_at) - Date.parse(right.created_at) ||
      left.id - right.id,
  );
  for (const note of inOrder) {
    const reviewer = note.author?.username;
    const group = open.get(reviewer);
    // A second verdict is another review.
    const isSame =
      group &&
      instantOf(note.created_at) <=
        instantOf(group[0].created_at).plus(ONE_REVIEW) &&
      !(verdictOf(note) && group.some(verdictOf));
    if (isSame) {
      group.push(note);
    } else {
      const next = [note];
      groups.push(next);
      open.set(reviewer, next);
    }
  }
  return groups;
}

function reviewOf(
  mergeRequest: { iid: number; web_url?: string },
  group: readonly Note[],
): ReviewFact {
  const [first] = group;
  const last = group[group.length - 1];
  const commentCount = group.filter(note => !note.system).length;
  return {
    kind: 'review',
    externalId: String(first.id),
    sourceUpdatedAt: last.created_at,
    url: mergeRequest.web_url && `${mergeRequest.web_url}#note_${first.id}`,
    pullRequestExternalId: String(mergeRequest.iid),
    reviewer: identityOf(first.author),
    state: group.map(verdictOf).find(Boolean) ?? 'commented',
    submittedAt: last.created_at,
    commentCount,
  };
}

/** An approval that was taken back is dismissed; taking it back is no review of its own. */
function withoutWithdrawn(reviews: readonly ReviewFact[]): ReviewFact[] {
  return reviews.flatMap((review, index) => {
    if (review.state === 'dismissed') return [];
    const next = reviews
      .slice(index + 1)
      .find(
        later =>
          later.reviewer?.login === review.reviewer?.login &&
          (later.state === 'approved' || later.state === 'dismissed'),
      );
    return review.state === 'approved' && next?.state === 'dismissed'
      ? [
          {
            ...review,
            state: 'dismissed' as const,
            sourceUpdatedAt: next.submittedAt,
          },
        ]
      : [review];
  });
}

/** Approvals that GitLab lists with their time and left no note of. */
function unnotedApprovals(options: {
  mergeRequest: { iid: number; web_url?: string };
  approvals: readonly Approval[];
  reviews: readonly ReviewFact[];
}): ReviewFact[] {
  const { mergeRequest, approvals, reviews } = options;
  return approvals.flatMap(({ approved_at: approvedAt, user }) => {
    const isNoted = reviews.some(
      ({ state, reviewer }) =>
        state === 'approved' && reviewer?.login === user?.username,
    );
    if (isNoted || !approvedAt) return [];
    return [
      {
        kind: 'review' as const,
        externalId: `approval/${mergeRequest.iid}/${user?.id}`,
        sourceUpdatedAt: approvedAt,
        url: mergeRequest.web_url,
        pullRequestExternalId: String(mergeRequest.iid),
        reviewer: identityOf(user),
        state: 'approved' as const,
        submittedAt: approvedAt,
        commentCount: 0,
      },
    ];
  });
}

function instantOf(text: string): DateTime {
  return DateTime.fromISO(text, { zone: 'utc' });
}
