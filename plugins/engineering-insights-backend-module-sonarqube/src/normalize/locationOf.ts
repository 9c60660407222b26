import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';

/** The file of a component, `project:path`; none of the project itself. */
export function locationOf(finding: {
  project: string;
  component: string;
  line?: number | null;
}): FindingFact['location'] {
  const { project, component, line } = finding;
  const prefix = `${project}:`;
  if (!component.startsWith(prefix) || component.length === prefix.length)
    return undefined;
  return { path: component.slice(prefix.length), line };
}
