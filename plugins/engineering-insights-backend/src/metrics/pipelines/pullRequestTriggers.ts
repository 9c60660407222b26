/**
 * What sources call it that a pull request started a run: GitHub, GitLab,
 * Azure DevOps. Its branch is that of the pull request, which in a fork may be
 * called main too, and what it runs on is often a merge that nobody made.
 */
const TRIGGERS = [
  'pull_request',
  'pull_request_target',
  'merge_request_event',
  'external_pull_request_event',
  'pullRequest',
]
  .map(trigger => `'${trigger}'`)
  .join(', ');

/** The SQL condition that a pull request started the row `run` of pipeline_runs. */
export const IS_FOR_PULL_REQUEST_SQL = `coalesce(run.trigger in (${TRIGGERS}), false)`;
