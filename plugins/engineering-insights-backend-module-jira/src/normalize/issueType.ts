import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';

type IssueType = IssueFact['type'];

/** The issue types that Jira and its project templates bring, and usual names beside them, in lower case. */
const TYPES: Readonly<Record<string, IssueType>> = {
  story: 'feature',
  'user story': 'feature',
  epic: 'feature',
  feature: 'feature',
  'new feature': 'feature',
  improvement: 'feature',
  enhancement: 'feature',
  bug: 'defect',
  defect: 'defect',
  fault: 'defect',
  incident: 'incident',
  '[system] incident': 'incident',
  'production incident': 'incident',
  maintenance: 'maintenance',
  chore: 'maintenance',
  refactoring: 'maintenance',
  'technical debt': 'maintenance',
  'tech debt': 'maintenance',
  'technical task': 'maintenance',
};

/** What kind of work an issue is, by the source's type. A Task may be anything, so it is `other`. */
export function issueTypeOf(type: {
  readonly name: string;
  readonly subtask?: boolean | null;
  readonly hierarchyLevel?: number | null;
}): IssueType {
  // Level −1 is that of subtasks, whatever they are named.
  if (type.subtask || type.hierarchyLevel === -1) return 'subtask';
  const name = type.name.trim().toLowerCase();
  if (/^sub-?task$/.test(name)) return 'subtask';
  return TYPES[name] ?? 'other';
}
