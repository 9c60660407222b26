import type { Knex } from 'knex';

/** The places that some pull requests are of. */
export async function readPullRequestScopes(options: {
  readonly knex: Knex;
  readonly pullRequestIds: readonly string[];
}): Promise<readonly number[]> {
  return options
    .knex('pull_requests')
    .distinct()
    .whereIn('id', [...options.pullRequestIds])
    .orderBy('scope_id')
    .pluck<number[]>('scope_id');
}
