import type { JsonObject, JsonValue } from '@backstage/types';
import { scopeIdOf } from './jiraScope';
import { objectOf } from './projectIssue';

/** The scopes that an issue is in: its project, and each of its components there. */
export function scopeIdsOfIssue(issue: {
  readonly fields: JsonObject;
}): string[] {
  const { project: inProject, components } = issue.fields;
  const project = objectOf(inProject)?.key;
  if (typeof project !== 'string') return [];
  return [
    scopeIdOf({ kind: 'project', project }),
    ...namesOf(components).map(component =>
      scopeIdOf({ kind: 'component', project, component }),
    ),
  ];
}

function namesOf(list: JsonValue | undefined): string[] {
  return (Array.isArray(list) ? list : []).flatMap(each => {
    const name = objectOf(each)?.name;
    return typeof name === 'string' ? [name] : [];
  });
}
