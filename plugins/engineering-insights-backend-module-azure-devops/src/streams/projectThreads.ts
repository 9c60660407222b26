import type { JsonObject } from '@backstage/types';
import { accountOf, type AzureIdentity } from '../accountOf';

type Property = { readonly $value?: string | number | boolean } | null;

export interface Thread {
  readonly id: number;
  readonly publishedDate?: string;
  readonly isDeleted?: boolean;
  readonly properties?: Readonly<Record<string, Property | undefined>> | null;
  readonly identities?: Readonly<Record<string, AzureIdentity>> | null;
  readonly comments?: readonly {
    readonly id?: number;
    readonly publishedDate?: string;
    readonly commentType?: string;
    readonly isDeleted?: boolean;
    readonly author?: AzureIdentity;
  }[];
}

interface People {
  readonly createdBy?: AzureIdentity;
  readonly reviewers?: readonly AzureIdentity[];
}

/**
 * What the threads of a pull request say, in the order of their numbers: comments
 * of people, votes, votes that were all taken back, and whether it is a draft.
 * Azure DevOps keeps of a reviewer the present vote alone; when it was given, a
 * thread of its own tells. No text is kept.
 */
export function projectThreads(
  threads: readonly Thread[],
  people: People,
): JsonObject[] {
  return threads
    .filter(({ isDeleted }) => !isDeleted)
    .flatMap(thread => [
      ...systemEventOf(thread, people),
      ...commentsOf(thread),
    ]);
}

function systemEventOf(thread: Thread, people: People): JsonObject[] {
  const { id, publishedDate: at = null } = thread;
  switch (valueOf(thread, 'CodeReviewThreadType')) {
    case 'VoteUpdate': {
      const vote = Number(valueOf(thread, 'CodeReviewVoteResult') ?? NaN);
      // 0 takes a vote back, which a thread without a result does not say.
      if (Number.isNaN(vote)) return [];
      const by = accountOf(voterOf(thread, people));
      return [{ id: String(id), kind: 'vote', at, vote, by }];
    }
    // The policy of the branch took all back, or those of some people that the thread does not name whole.
    case 'ResetAllVotes':
    case 'ResetMultipleVotes':
      return [{ id: String(id), kind: 'reset', at }];
    case 'IsDraftUpdate':
    case 'IsDraftUpdated':
      return [{ id: String(id), kind: 'draft', at }];
    default:
      return [];
  }
}

function commentsOf({ id, comments = [] }: Thread): JsonObject[] {
  return comments
    .filter(
      ({ commentType, isDeleted }) =>
        !isDeleted && (commentType === 'text' || commentType === 'codeChange'),
    )
    .map(({ id: commentId, publishedDate: at = null, author }) => ({
      id: `${id}/${commentId}`,
      kind: 'comment',
      at,
      by: accountOf(author),
    }));
}

/** New threads have their own list of identities, old ones the id of an account. */
function voterOf(thread: Thread, people: People): AzureIdentity | undefined {
  const index = valueOf(thread, 'CodeReviewVotedByIdentity');
  const listed =
    index === undefined ? undefined : thread.identities?.[String(index)];
  if (listed) return listed;
  const id = valueOf(thread, 'CodeReviewVotedByTfId');
  if (id === undefined) return undefined;
  const voter = { id: String(id) };
  const known = [people.createdBy, ...(people.reviewers ?? [])];
  return (
    known.find(each => each && accountOf(each)?.id === accountOf(voter)?.id) ??
    voter
  );
}

function valueOf(thread: Thread, name: string) {
  return thread.properties?.[name]?.$value;
}
