import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

/** Jira's own four categories; `undefined` is its No Category, which nobody has begun to work on. */
export const categoryKeySchema = z.enum([
  'undefined',
  'new',
  'indeterminate',
  'done',
]);

const CATEGORY: Readonly<
  Record<z.infer<typeof categoryKeySchema>, IssueFact['statusCategory']>
> = {
  undefined: 'todo',
  new: 'todo',
  indeterminate: 'inProgress',
  done: 'done',
};

export function statusCategoryOf(
  key: z.infer<typeof categoryKeySchema>,
): IssueFact['statusCategory'] {
  return CATEGORY[key];
}
