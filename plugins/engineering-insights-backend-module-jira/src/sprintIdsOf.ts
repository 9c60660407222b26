import type { JsonValue } from '@backstage/types';
import { objectOf } from './projectIssue';

/** The sprints of an issue: objects on Cloud, texts such as `…Sprint@1f[id=12,rapidViewId=3,…]` on Data Center. */
export function sprintIdsOf(value: JsonValue | undefined): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(sprint => {
    const id =
      typeof sprint === 'string'
        ? /[[,]id=(\d+)/.exec(sprint)?.[1]
        : objectOf(sprint)?.id;
    return id === undefined || id === null ? [] : [String(id)];
  });
}
