/** What every metric of the default branch says of how it finds it. */
export const DEFAULT_BRANCH_FORMULA =
  'The default branch is the one that most of the newest 100 merged pull requests of the repository went into; without pull requests the one that most of the newest 100 runs on its commits ran on, or else main, master or trunk. A run without a branch counts where the scope is a pipeline by itself, such as a Jenkins job.';

export const OTHER_BRANCHES =
  'Runs on other branches and those that a pull request started';
export const UNKNOWN_BRANCHES =
  'Runs without a branch in a source that has several';
export const SHARED_PIPELINES =
  'Which service of a shared repository a pipeline belongs to: it counts for each of them, and once for their team or system';
