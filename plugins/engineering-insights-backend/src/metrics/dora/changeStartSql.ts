import type { ChangeStart } from '@sei-platform/plugin-engineering-insights-common';

/** When changes began, by what a reader chose. */
export interface ChangeStartSql {
  /** Joined to `change`, a claim, and to `pull_request`, what brought it. */
  readonly joins: string;
  /** The instant; null where it is not known. */
  readonly at: string;
  /** Only what came by a pull request has it. */
  readonly isOfPullRequest: boolean;
  /** Why a claim is no change that counts; a date that is not the author's is judged by itself. */
  readonly reason: string;
}

// A claim says so last: nothing else leaves it out.
const REASON = `nullif(change.excluded_reason, 'startsAfterFinish')`;

/** What a change is measured from. */
export const CHANGE_START_SQL: Readonly<Record<ChangeStart, ChangeStartSql>> = {
  authored: {
    joins: '',
    at: 'change.started_at',
    isOfPullRequest: false,
    reason: 'change.excluded_reason',
  },
  // The original commits of a squashed pull request may be known from its list alone.
  committed: {
    joins: `
        left join lateral (
          select committed_at
            from commits
           where scope_id = change.scope_id
             and external_id = change.sha
           limit 1
        ) as commit on true
        left join lateral (
          select (original ->> 'committedAt')::timestamptz as committed_at
            from jsonb_array_elements(
                   case jsonb_typeof(pull_request.commits)
                     when 'array' then pull_request.commits
                   end) as original
           where original ->> 'sha' = change.sha
           limit 1
        ) as listed on change.is_original`,
    at: 'coalesce(commit.committed_at, listed.committed_at)',
    isOfPullRequest: false,
    reason: REASON,
  },
  opened: {
    joins: '',
    at: 'pull_request.created_at',
    isOfPullRequest: true,
    reason: REASON,
  },
  merged: {
    joins: '',
    at: 'pull_request.merged_at',
    isOfPullRequest: true,
    reason: REASON,
  },
};

/** What brought a claim; a look-up by key, also where few rows are asked for. */
export const BRINGER_SQL = `
        left join lateral (
          select id, external_id, author_actor, created_at, merged_at, commits
            from pull_requests
           where id = change.pull_request_id
           limit 1
        ) as pull_request on true`;
