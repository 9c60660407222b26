import type { Category } from '@sei-platform/plugin-engineering-insights-common';

/** How far an open pull request is; the stages of `open_pull_request`. */
export const pullRequestStages: readonly Category[] = [
  { id: 'draft', title: 'Draft' },
  { id: 'waiting', title: 'Waiting for first review' },
  { id: 'inReview', title: 'In review' },
  { id: 'approved', title: 'Approved' },
];
