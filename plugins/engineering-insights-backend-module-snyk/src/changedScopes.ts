import { isError } from '@backstage/errors';
import type {
  Connector,
  ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';
import type { SnykClient } from './client';
import { isNamed } from './findTargets';
import { idOf, isObject, listAll, listPages, type Resource } from './jsonApi';
import { parseScope, type SnykScope } from './snykScope';
import { ISSUES, updatedAfter } from './streams/issues';

/** More pages than this cost more than reading every scope. */
const PAGES_PER_SCOPE = 2;
const PROJECTS_AT_ONCE = 100;

type ChangedScopes = Awaited<
  ReturnType<NonNullable<Connector['changedScopes']>>
>;

interface Asked {
  readonly client: SnykClient;
  readonly organization: string;
  readonly scopes: readonly SnykScope[];
  readonly since: string;
  readonly signal: AbortSignal;
}

/**
 * The scopes with issues that changed, by one list for each organization. A
 * scope of several is changed where it is in one of them.
 */
export async function changedScopes(
  client: SnykClient,
  options: { scopes: readonly ScopeRef[]; since: string; signal: AbortSignal },
): Promise<ChangedScopes> {
  const { since, signal } = options;
  const refs = new Map(options.scopes.map(ref => [parseScope(ref), ref]));
  const all = [...refs.keys()];
  const changed = new Set<SnykScope>();
  for (const organization of new Set(
    all.flatMap(({ organizations }) => organizations),
  )) {
    const scopes = all.filter(({ organizations }) =>
      organizations.includes(organization),
    );
    const asked = { client, organization, scopes, since, signal };
    for (const scope of await changedInOrganization(asked)) changed.add(scope);
  }
  return [...changed].map(scope => ({
    scope: refs.get(scope)!,
    streams: [ISSUES],
  }));
}

async function changedInOrganization(
  asked: Asked,
): Promise<readonly SnykScope[]> {
  const { scopes } = asked;
  try {
    const projects = await changedProjects(asked);
    if (!projects) return scopes;
    const named = scopes.filter(
      scope => scope.kind === 'project' && projects.has(scope.project),
    );
    return [...named, ...(await changedTargets(asked, projects))];
  } catch (error) {
    // Reading them says what is wrong, and the other organizations are asked all the same.
    if (
      isError(error) &&
      ['NotFoundError', 'NotAllowedError'].includes(error.name)
    )
      return scopes;
    throw error;
  }
}

/** Ids; none where there are so many changes that asking for them would cost more. */
async function changedProjects(
  asked: Asked,
): Promise<ReadonlySet<string> | undefined> {
  const { client, organization, scopes, since, signal } = asked;
  const projects = new Set<string>();
  let pageCount = 0;
  for await (const { resources, next } of listPages(client, {
    path: `/orgs/${organization}/issues`,
    parameters: { 'scan_item.type': 'project', ...updatedAfter(since) },
    permission: 'View Organization, View Project',
    signal,
  })) {
    pageCount += 1;
    for (const issue of resources) {
      const project = relatedId(issue, 'scan_item');
      // An issue that names no project may be of any.
      if (!project) return undefined;
      projects.add(project);
    }
    if (next && pageCount >= scopes.length * PAGES_PER_SCOPE) return undefined;
  }
  return projects;
}

/** What the changed projects were imported from says which targets changed. */
async function changedTargets(
  asked: Asked,
  projects: ReadonlySet<string>,
): Promise<readonly SnykScope[]> {
  const { client, organization, scopes, signal } = asked;
  const targets = scopes.filter(scope => scope.kind === 'target');
  if (targets.length === 0) return [];
  const ids = [...projects];
  const changed = new Set<SnykScope>();
  for (let start = 0; start < ids.length; start += PROJECTS_AT_ONCE) {
    const described = await listAll(client, {
      path: `/orgs/${organization}/projects`,
      parameters: {
        ids: ids.slice(start, start + PROJECTS_AT_ONCE).join(','),
        expand: 'target',
      },
      permission: 'View Project',
      signal,
    });
    for (const scope of targets) {
      if (described.some(project => isOfTarget(project, scope)))
        changed.add(scope);
    }
  }
  return [...changed];
}

function isOfTarget(
  project: Resource,
  scope: Extract<SnykScope, { kind: 'target' }>,
): boolean {
  if (scope.excluded.includes(project.id)) return false;
  const target = related(project, 'target');
  if (idOf(target) === scope.target) return true;
  return (
    isObject(target) &&
    isObject(target.attributes) &&
    isNamed(target.attributes, scope.target)
  );
}

function relatedId(resource: Resource, name: string): string | undefined {
  return idOf(related(resource, name));
}

function related(resource: Resource, name: string): unknown {
  const { relationships } = resource;
  const relationship = isObject(relationships) && relationships[name];
  return isObject(relationship) ? relationship.data : undefined;
}
