import {
  isNotFoundError,
  NotFoundError,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SnykClient } from './client';
import { listAll } from './jsonApi';
import { findTargets } from './findTargets';
import { parseScope, type SnykScope } from './snykScope';

const PERMISSION = 'View Project';

/** A project, and where it is. */
export interface SnykProject {
  readonly organization: string;
  readonly id: string;
}

interface Asking {
  readonly client: SnykClient;
  readonly signal: AbortSignal;
}

/**
 * The projects that a scope stands for now. Snyk lists no issues for a project
 * that there is none of, so that it exists is asked at the first reading.
 */
export async function resolveProjects(
  options: Asking & { readonly scope: ScopeRef; readonly isFirst: boolean },
): Promise<SnykProject[]> {
  const { isFirst } = options;
  const scope = parseScope(options.scope);
  const { organizations } = scope;
  const isOneOfMany = organizations.length > 1;
  const projects: SnykProject[] = [];
  let foundCount = 0;
  for (const organization of organizations) {
    const found = await findProjects(options, {
      organization,
      scope,
      isChecked: isFirst || isOneOfMany,
    });
    if (!found) continue;
    foundCount += 1;
    projects.push(...found.map(id => ({ organization, id })));
  }
  if (foundCount === 0) {
    throw new NotFoundError(
      `Snyk has no ${
        scope.kind === 'project'
          ? `project ${scope.project}`
          : `target ${scope.target}`
      } in ${organizations.join(
        ' or ',
      )}, or the token may not see it. Check the annotations snyk.io/org-id, snyk.io/project-ids and snyk.io/targets.`,
    );
  }
  return projects;
}

/** Ids; none where the organization, the target or the project is not there. */
async function findProjects(
  { client, signal }: Asking,
  asked: {
    organization: string;
    scope: SnykScope;
    isChecked: boolean;
  },
): Promise<string[] | undefined> {
  const { organization, scope, isChecked } = asked;
  const path = `/orgs/${organization}/projects`;
  const asking = { permission: PERMISSION, signal };
  try {
    if (scope.kind === 'project') {
      if (isChecked)
        await client.get({ ...asking, path: `${path}/${scope.project}` });
      return [scope.project];
    }
    const targets = await findTargets(client, {
      ...asking,
      organization,
      target: scope.target,
      isChecked,
    });
    if (targets.length === 0) return undefined;
    const ids: string[] = [];
    for (const target of targets) {
      const projects = await listAll(client, {
        ...asking,
        path,
        parameters: { target_id: target },
      });
      ids.push(...projects.map(({ id }) => id));
    }
    return ids.filter(id => !scope.excluded.includes(id));
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    throw error;
  }
}
