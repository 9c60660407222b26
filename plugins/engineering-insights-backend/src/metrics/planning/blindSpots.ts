/** What no metric of finished issues can see. */
export const CLOSED_ISSUE_BLIND_SPOTS = [
  'Whether an issue was done or dropped, where only a resolution says so and not its status: in Jira a resolution "Won\'t do" counts as done unless the status has such a name',
  'An issue that was opened again counts where it was last closed, and not at all while it is open',
] as const;

/** What no metric of progress can see. */
export const PROGRESS_BLIND_SPOTS = [
  'What is in progress in trackers that know only open and closed, such as the issues of GitHub and GitLab',
] as const;

/** What is left out of everything that is measured of finished issues. */
export const CLOSED_ISSUE_EXCLUDES = [
  'Issues whose last status says that they were not done, such as not planned, duplicate or cancelled',
] as const;
