import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** A merged pull request of a scope. */
export interface MergedPullRequestRow {
  readonly id: string;
  readonly landedSha: string;
  readonly commits:
    | readonly { readonly sha: string; readonly authoredAt: string }[]
    | null;
  readonly actor: string | null;
  readonly labels: readonly string[] | null;
  readonly headBranch: string | null;
  readonly files: readonly { readonly path: string }[] | null;
}

const CHUNK = 20_000;

const SQL = `
  with landed as (
    select pr.*, pr.merge_commit_sha as landed_sha
    from pull_requests as pr
    where pr.scope_id = :scopeId
      and pr.merge_commit_sha = any(:shas)
      and pr.merged_at is not null
    union all
    -- Sources that name no merge commit merged by moving the branch forward.
    select pr.*, pr.head_sha as landed_sha
    from pull_requests as pr
    where pr.scope_id = :scopeId
      and pr.head_sha = any(:shas)
      and pr.merged_at is not null
      and pr.merge_commit_sha is null
  )
  select
    l.id::text as "id",
    l.landed_sha as "landedSha",
    l.commits as "commits",
    l.author_actor as "actor",
    l.labels as "labels",
    l.head_branch as "headBranch",
    case when :withFiles then l.files end as "files"
  from landed as l
  where l.deleted_at is null
  order by l.number, l.external_id`;

/** The merged pull requests that landed as one of some commits. */
export async function readMergedPullRequests(options: {
  knex: Knex;
  scopeId: number;
  shas: readonly string[];
  withFiles: boolean;
}): Promise<MergedPullRequestRow[]> {
  const { knex, scopeId, shas, withFiles } = options;
  const all: MergedPullRequestRow[] = [];
  for (let from = 0; from < shas.length; from += CHUNK) {
    const { rows } = await prepared<{ rows: MergedPullRequestRow[] }>(
      knex,
      SQL,
      {
        scopeId,
        withFiles,
        shas: shas.slice(from, from + CHUNK),
      },
    );
    all.push(...rows);
  }
  return all;
}
