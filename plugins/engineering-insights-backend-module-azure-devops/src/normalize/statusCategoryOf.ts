import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

/** The categories that every process of Azure DevOps has. What is resolved waits to be verified, and what was removed is over. */
const CATEGORY: Readonly<
  Record<string, IssueFact['statusCategory'] | undefined>
> = {
  Proposed: 'todo',
  InProgress: 'inProgress',
  Resolved: 'inProgress',
  Completed: 'done',
  Removed: 'done',
};

export function statusCategoryOf(
  category: string | undefined,
): IssueFact['statusCategory'] | undefined {
  return CATEGORY[category ?? ''];
}
